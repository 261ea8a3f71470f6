/* test_arithmetic.c - every operation of one cell: ordinary, zero, negative, too large,
 * missing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "expr/arithmetic.h"

#define IS(x)                                                                            \
    {                                                                                    \
        (x), REASON_NONE                                                                 \
    }
#define NOT(reason)                                                                      \
    {                                                                                    \
        0, REASON_##reason                                                               \
    }
enum { MOST = 8 };

struct operation_case {
    enum op op;
    unsigned flags;
    const char *text;
    size_t count;
    struct amount arguments[MOST];
    struct amount expected;
};

static const struct operation_case cases[] = {
    {OP_ADD, 0, NULL, 2, {IS(2), IS(3)}, IS(5)},
    {OP_ADD, 0, NULL, 2, {IS(1e308), IS(1e308)}, NOT(NOT_DEFINED)},
    {OP_ADD, 0, NULL, 2, {IS(2), NOT(NO_RECORDS)}, NOT(NO_RECORDS)},
    {OP_ADD, 0, NULL, 2, {NOT(NO_RECORDS), NOT(REFUSED)}, NOT(REFUSED)},
    {OP_ADD, 0, NULL, 2, {NOT(REFUSED), NOT(NO_RECORDS)}, NOT(REFUSED)},
    {OP_SUBTRACT, 0, NULL, 2, {IS(2), IS(3)}, IS(-1)},
    {OP_SUBTRACT, 0, NULL, 2, {NOT(NOT_APPLICABLE), IS(3)}, NOT(NOT_APPLICABLE)},
    {OP_MULTIPLY, 0, NULL, 2, {IS(-2), IS(3)}, IS(-6)},
    {OP_MULTIPLY, 0, NULL, 2, {IS(-2), IS(0)}, IS(0)},
    {OP_MULTIPLY, 0, NULL, 2, {IS(0), NOT(NO_PREVIOUS)}, NOT(NO_PREVIOUS)},
    {OP_DIVIDE, 0, NULL, 2, {IS(6), IS(4)}, IS(1.5)},
    {OP_DIVIDE, 0, NULL, 2, {IS(6), IS(0)}, NOT(DIVISION_BY_ZERO)},
    {OP_DIVIDE, 0, NULL, 2, {IS(0), IS(0)}, NOT(DIVISION_BY_ZERO)},
    {OP_DIVIDE, 0, NULL, 2, {IS(1e308), IS(1e-308)}, NOT(NOT_DEFINED)},
    {OP_DIVIDE, 0, NULL, 2, {NOT(MISSING), IS(0)}, NOT(MISSING)},
    {OP_FLOOR_DIVIDE, 0, NULL, 2, {IS(7), IS(2)}, IS(3)},
    {OP_FLOOR_DIVIDE, 0, NULL, 2, {IS(-7), IS(2)}, IS(-4)},
    {OP_FLOOR_DIVIDE, 0, NULL, 2, {IS(7), IS(0)}, NOT(DIVISION_BY_ZERO)},
    {OP_MODULO, 0, NULL, 2, {IS(7), IS(3)}, IS(1)},
    {OP_MODULO, 0, NULL, 2, {IS(-7), IS(3)}, IS(2)},
    {OP_MODULO, 0, NULL, 2, {IS(7), IS(-3)}, IS(-2)},
    {OP_MODULO, 0, NULL, 2, {IS(7), IS(0)}, NOT(DIVISION_BY_ZERO)},
    {OP_POWER, 0, NULL, 2, {IS(2), IS(10)}, IS(1024)},
    {OP_POWER, 0, NULL, 2, {IS(-8), IS(0.5)}, NOT(NOT_DEFINED)},
    {OP_POWER, 0, NULL, 2, {IS(10), IS(400)}, NOT(NOT_DEFINED)},
    {OP_POWER, 0, NULL, 2, {NOT(NO_RECORDS), IS(0)}, NOT(NO_RECORDS)},
    {OP_POWER, 0, NULL, 2, {IS(1), NOT(NO_RECORDS)}, NOT(NO_RECORDS)},
    {OP_NEGATIVE, 0, NULL, 1, {IS(2)}, IS(-2)},
    {OP_NEGATIVE, 0, NULL, 1, {IS(0)}, IS(0)},
    {OP_ABS, 0, NULL, 1, {IS(-2)}, IS(2)},
    {OP_LOG, 0, NULL, 1, {IS(1)}, IS(0)},
    {OP_LOG, 0, NULL, 1, {IS(0)}, NOT(NOT_DEFINED)},
    {OP_LOG, 0, NULL, 1, {IS(-1)}, NOT(NOT_DEFINED)},
    {OP_EXP, 0, NULL, 1, {IS(0)}, IS(1)},
    {OP_EXP, 0, NULL, 1, {IS(1000)}, NOT(NOT_DEFINED)},
    {OP_SQRT, 0, NULL, 1, {IS(9)}, IS(3)},
    {OP_SQRT, 0, NULL, 1, {IS(-9)}, NOT(NOT_DEFINED)},
    {OP_FLOOR, 0, NULL, 1, {IS(-1.5)}, IS(-2)},
    {OP_CEIL, 0, NULL, 1, {IS(-1.5)}, IS(-1)},
    {OP_ROUND, 0, NULL, 2, {IS(2.675), IS(2)}, IS(2.68)},
    {OP_ROUND, 0, NULL, 2, {IS(-2.5), IS(0)}, IS(-3)},
    {OP_ROUND, 0, NULL, 2, {IS(1250), IS(-2)}, IS(1300)},
    {OP_ROUND, 0, NULL, 2, {IS(1), IS(0.5)}, NOT(NOT_DEFINED)},
    {OP_CLAMP, 0, NULL, 3, {IS(5), IS(0), IS(1)}, IS(1)},
    {OP_CLAMP, 0, NULL, 3, {IS(-5), IS(0), IS(1)}, IS(0)},
    {OP_CLAMP, 0, NULL, 3, {IS(0.5), IS(0), IS(1)}, IS(0.5)},
    {OP_CLAMP, 0, NULL, 3, {IS(0.5), IS(1), IS(0)}, NOT(NOT_DEFINED)},
    {OP_LOWEST, 0, NULL, 3, {IS(5), IS(-1), IS(3)}, IS(-1)},
    {OP_LOWEST, 0, NULL, 2, {IS(5), NOT(NO_RECORDS)}, NOT(NO_RECORDS)},
    {OP_HIGHEST, 0, NULL, 3, {IS(5), IS(-1), IS(7)}, IS(7)},
    {OP_HIGHEST, 0, NULL, 2, {NOT(NO_RECORDS), IS(5)}, NOT(NO_RECORDS)},
    {OP_COALESCE, 0, NULL, 3, {NOT(NO_RECORDS), IS(4), IS(5)}, IS(4)},
    {OP_COALESCE, 0, NULL, 2, {NOT(NO_RECORDS), NOT(MISSING)}, NOT(MISSING)},
    {OP_OR_ZERO, 0, NULL, 1, {NOT(NO_RECORDS)}, IS(0)},
    {OP_OR_ZERO, 0, NULL, 1, {NOT(MISSING)}, NOT(MISSING)},
    {OP_OR_ZERO, 0, NULL, 1, {IS(3)}, IS(3)},
    {OP_WHEN, 0, NULL, 3, {IS(1), IS(4), NOT(MISSING)}, IS(4)},
    {OP_WHEN, 0, NULL, 3, {IS(0), IS(4), NOT(MISSING)}, NOT(MISSING)},
    {OP_WHEN, 0, NULL, 3, {NOT(NO_RECORDS), IS(4), IS(4)}, NOT(NO_RECORDS)},
    {OP_IF_ABOVE, 0, NULL, 2, {IS(2), IS(2)}, IS(0)},
    {OP_IF_AT_LEAST, 0, NULL, 2, {IS(2), IS(2)}, IS(1)},
    {OP_IF_BELOW, 0, NULL, 2, {IS(2), IS(3)}, IS(1)},
    {OP_IF_AT_MOST, 0, NULL, 2, {IS(4), IS(3)}, IS(0)},
    {OP_IF_EQUAL, 0, NULL, 2, {IS(4), IS(4)}, IS(1)},
    {OP_IF_EQUAL, 0, NULL, 2, {IS(4), NOT(MISSING)}, NOT(MISSING)},
    {OP_IF_BETWEEN, 0, NULL, 3, {IS(1), IS(1), IS(2)}, IS(1)},
    {OP_IF_BETWEEN, 0, NULL, 3, {IS(2.1), IS(1), IS(2)}, IS(0)},
    {OP_IS_MISSING, 0, NULL, 1, {NOT(MISSING)}, IS(1)},
    {OP_IS_MISSING, 0, NULL, 1, {IS(0)}, IS(0)},
    {OP_IS_MISSING, 0, "no records", 1, {NOT(MISSING)}, IS(0)},
    {OP_IS_MISSING, 0, "no records", 1, {NOT(NO_RECORDS)}, IS(1)},
    {OP_BOTH, 0, NULL, 2, {IS(1), IS(1)}, IS(1)},
    {OP_BOTH, 0, NULL, 2, {NOT(MISSING), IS(0)}, IS(0)},
    {OP_BOTH, 0, NULL, 2, {NOT(MISSING), IS(1)}, NOT(MISSING)},
    {OP_EITHER, 0, NULL, 2, {NOT(MISSING), IS(1)}, IS(1)},
    {OP_EITHER, 0, NULL, 2, {NOT(MISSING), IS(0)}, NOT(MISSING)},
    {OP_EITHER, 0, NULL, 2, {IS(0), IS(0)}, IS(0)},
    {OP_NEGATE, 0, NULL, 1, {IS(0)}, IS(1)},
    {OP_NEGATE, 0, NULL, 1, {NOT(MISSING)}, NOT(MISSING)},
    {OP_GOALPOSTS, 0, NULL, 3, {IS(5), IS(0), IS(20)}, IS(0.25)},
    {OP_GOALPOSTS, FLAG_BETTER_LOWER, NULL, 3, {IS(5), IS(0), IS(20)}, IS(0.75)},
    {OP_GOALPOSTS, 0, NULL, 3, {IS(50), IS(0), IS(20)}, IS(1)},
    {OP_GOALPOSTS, 0, NULL, 3, {IS(50), IS(2), IS(2)}, NOT(NOT_DEFINED)},
    {OP_ACHIEVEMENT, 0, NULL, 2, {IS(5), IS(4)}, IS(1.25)},
    {OP_ACHIEVEMENT, 0, NULL, 1, {IS(5)}, NOT(NO_TARGET)},
    {OP_ACHIEVEMENT, 0, NULL, 2, {IS(5), IS(0)}, NOT(DIVISION_BY_ZERO)},
    {OP_PROGRESS, 0, NULL, 3, {IS(5), IS(4), IS(8)}, IS(0.25)},
    {OP_PROGRESS, 0, NULL, 3, {IS(5), IS(8), IS(8)}, NOT(DIVISION_BY_ZERO)},
    {OP_MIX, 0, "arithmetic", 4, {IS(1), IS(1), IS(3), IS(3)}, IS(2.5)},
    {OP_MIX, 0, NULL, 4, {IS(1), IS(0.5), NOT(MISSING), IS(0.5)}, NOT(MISSING)},
    {OP_MIX, FLAG_SKIP, NULL, 4, {IS(1), IS(0.5), NOT(MISSING), IS(0.5)}, IS(1)},
    {OP_MIX, 0, NULL, 4, {IS(1), IS(0.5), NOT(NOT_APPLICABLE), IS(0.5)}, IS(1)},
    {OP_MIX, 0, NULL, 2, {NOT(NOT_APPLICABLE), IS(1)}, NOT(NOT_APPLICABLE)},
    {OP_MIX,
     FLAG_SKIP,
     NULL,
     4,
     {NOT(NO_RECORDS), IS(1), NOT(MISSING), IS(1)},
     NOT(MISSING)},
    {OP_MIX, FLAG_SKIP, NULL, 4, {IS(1), IS(0), NOT(MISSING), IS(1)}, NOT(NOT_DEFINED)},
    {OP_MIX, 0, "geometric", 4, {IS(2), IS(1), IS(8), IS(1)}, IS(4)},
    {OP_MIX, 0, "geometric", 4, {IS(0), IS(1), IS(8), IS(1)}, IS(0)},
    {OP_MIX, 0, "geometric", 4, {IS(-1), IS(1), IS(8), IS(1)}, NOT(NOT_DEFINED)},
    {OP_MIX, 0, "harmonic", 4, {IS(2), IS(1), IS(6), IS(1)}, IS(3)},
    {OP_MIX, 0, "harmonic", 4, {IS(0), IS(1), IS(6), IS(1)}, NOT(NOT_DEFINED)},
};

static void every_operation_gives_its_figure_or_its_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct operation_case *one = &cases[i];
        struct amount got =
            arithmetic(one->op, one->flags, one->text, one->arguments, one->count);
        double difference = fabs(got.number - one->expected.number);
        if (got.reason != one->expected.reason ||
            (got.reason == REASON_NONE &&
             difference > 1e-12 * (1 + fabs(one->expected.number))))
            fail_msg("case %zu, %s: %.17g (%s), not %.17g (%s)", i, op_word(one->op),
                     got.number, reason_text((enum reason)got.reason),
                     one->expected.number,
                     reason_text((enum reason)one->expected.reason));
        assert_false(signbit(got.number) && got.number == 0);
    }
}

static void the_smallest_reason_stands_whatever_the_order(void **state)
{
    (void)state;
    static const enum op ops[] = {OP_ADD,     OP_POWER,    OP_LOWEST,
                                  OP_HIGHEST, OP_IF_ABOVE, OP_COALESCE,
                                  OP_BOTH,    OP_EITHER,   OP_ACHIEVEMENT};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        for (unsigned a = 0; a < REASON_NONE; a++)
            for (unsigned b = 0; b < REASON_NONE; b++) {
                struct amount two[] = {{0, (uint8_t)a}, {0, (uint8_t)b}};
                struct amount got = arithmetic(ops[i], 0, NULL, two, 2);
                assert_int_equal(got.reason, a < b ? a : b);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation_gives_its_figure_or_its_reason),
        cmocka_unit_test(the_smallest_reason_stands_whatever_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
