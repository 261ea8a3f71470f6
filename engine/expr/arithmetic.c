/* arithmetic.c - the operations on one cell.
 *
 * An operation first takes the smallest reason of its operands; only a few look at
 * reasons themselves, and they are told apart once, at the end. Every result goes through
 * `known`, so that nothing infinite, no NaN and no negative zero leaves here. Never fmin
 * or fmax: they pass over NaN.
 *
 * Nothing is owned or kept.
 */
#include "expr/arithmetic.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "data/value.h"

static struct amount missing(unsigned reason)
{
    return (struct amount){0, (uint8_t)reason};
}

/* A result: there, if it is a number at all. Adding 0 turns -0 into 0. */
static struct amount known(double number)
{
    if (!isfinite(number))
        return missing(REASON_NOT_DEFINED);
    return (struct amount){number + 0.0, REASON_NONE};
}

static struct amount truth(bool holds)
{
    return (struct amount){holds ? 1 : 0, REASON_NONE};
}

static unsigned smallest_reason(const struct amount *arguments, size_t count)
{
    unsigned smallest = REASON_NONE;
    for (size_t i = 0; i < count; i++)
        if (arguments[i].reason < smallest)
            smallest = arguments[i].reason;
    return smallest;
}

static struct amount divide(double a, double b)
{
    return b == 0 ? missing(REASON_DIVISION_BY_ZERO) : known(a / b);
}

/* As in Lua: the remainder has the sign of the divisor. */
static struct amount modulo(double a, double b)
{
    if (b == 0)
        return missing(REASON_DIVISION_BY_ZERO);
    double rest = fmod(a, b);
    if (rest != 0 && (rest < 0) != (b < 0))
        rest += b;
    return known(rest);
}

/* Digits below 0 round to tens, hundreds … */
static struct amount round_to(double number, double digits)
{
    if (digits != floor(digits) || digits < -300 || digits > 300)
        return missing(REASON_NOT_DEFINED);
    if (digits >= 0)
        return known(number_round(number, (int)digits));
    double unit = pow(10, -digits);
    return known(number_round(number / unit, 0) * unit);
}

static struct amount clamp(double number, double lo, double hi)
{
    if (lo > hi)
        return missing(REASON_NOT_DEFINED);
    return known(number < lo ? lo : number > hi ? hi : number);
}

static struct amount extreme(const struct amount *arguments, size_t count, bool highest)
{
    double found = arguments[0].number;
    for (size_t i = 1; i < count; i++)
        if (highest ? arguments[i].number > found : arguments[i].number < found)
            found = arguments[i].number;
    return known(found);
}

static struct amount goalposts(double number, double lo, double hi, bool lower)
{
    if (hi == lo)
        return missing(REASON_NOT_DEFINED);
    double place = (number - lo) / (hi - lo);
    if (isnan(place))
        return missing(REASON_NOT_DEFINED);
    place = place < 0 ? 0 : place > 1 ? 1 : place;
    return known(lower ? 1 - place : place);
}

/* COALESCE: the first that is there. */
static struct amount coalesce(const struct amount *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (arguments[i].reason == REASON_NONE)
            return arguments[i];
    return missing(smallest_reason(arguments, count));
}

/* BOTH and EITHER: one part that is `decisive` decides, whatever is missing. */
static struct amount join(const struct amount *arguments, size_t count, bool decisive)
{
    for (size_t i = 0; i < count; i++)
        if (arguments[i].reason == REASON_NONE && (arguments[i].number != 0) == decisive)
            return truth(decisive);
    unsigned reason = smallest_reason(arguments, count);
    return reason == REASON_NONE ? truth(!decisive) : missing(reason);
}

static struct amount is_missing(struct amount argument, const char *text)
{
    if (text == NULL)
        return truth(argument.reason != REASON_NONE);
    return truth(argument.reason != REASON_NONE && argument.reason == reason_find(text));
}

enum how { HOW_ARITHMETIC, HOW_GEOMETRIC, HOW_HARMONIC };

static enum how mix_how(const char *text)
{
    if (text != NULL && strcmp(text, "geometric") == 0)
        return HOW_GEOMETRIC;
    return text != NULL && strcmp(text, "harmonic") == 0 ? HOW_HARMONIC : HOW_ARITHMETIC;
}

/* What a part adds to the weighted sum; false where the formula has no value. */
static bool mix_term(enum how how, double part, double weight, double *term)
{
    *term = 0;
    if (how == HOW_ARITHMETIC)
        *term = weight * part;
    else if (how == HOW_GEOMETRIC ? part < 0 : part <= 0)
        return false;
    else if (weight > 0)
        *term = how == HOW_GEOMETRIC ? weight * log(part) : weight / part;
    return true;
}

static struct amount mix(unsigned flags, const char *text, const struct amount *arguments,
                         size_t count)
{
    enum how how = mix_how(text);
    double sum = 0, weights = 0;
    unsigned stopping = REASON_NONE, passed = REASON_NONE;
    size_t present = 0;
    bool defined = true;
    for (size_t i = 0; i + 1 < count; i += 2) {
        const struct amount *part = &arguments[i];
        double weight = arguments[i + 1].number, term;
        if (part->reason != REASON_NONE) {
            if (part->reason < passed)
                passed = part->reason;
            if (part->reason != REASON_NOT_APPLICABLE && !(flags & FLAG_SKIP) &&
                part->reason < stopping)
                stopping = part->reason;
            continue;
        }
        present++;
        if (!mix_term(how, part->number, weight, &term))
            defined = false;
        sum += term;
        weights += weight;
    }
    if (stopping != REASON_NONE)
        return missing(stopping);
    if (present == 0)
        return missing(passed == REASON_NONE ? REASON_NOT_DEFINED : passed);
    if (!defined || weights <= 0)
        return missing(REASON_NOT_DEFINED);
    if (how == HOW_GEOMETRIC) /* a part of 0: log is -inf, and exp of that 0 */
        return known(exp(sum / weights));
    return known(how == HOW_HARMONIC ? weights / sum : sum / weights);
}

/* Conditions: 1 or 0. */
static struct amount compare(enum op op, double a, double b, double c)
{
    switch (op) {
    case OP_IF_ABOVE:
        return truth(a > b);
    case OP_IF_AT_LEAST:
        return truth(a >= b);
    case OP_IF_BELOW:
        return truth(a < b);
    case OP_IF_AT_MOST:
        return truth(a <= b);
    case OP_IF_EQUAL:
        return truth(a == b);
    case OP_IF_BETWEEN:
        return truth(a >= b && a <= c);
    case OP_NEGATE:
        return truth(a == 0);
    default:
        break;
    }
    assert(!"an operation of one cell");
    return missing(REASON_NOT_DEFINED);
}

/* Operations that need all their operands, which are there. */
static struct amount of_numbers(enum op op, unsigned flags,
                                const struct amount *arguments, size_t count)
{
    double a = arguments[0].number;
    double b = count > 1 ? arguments[1].number : 0,
           c = count > 2 ? arguments[2].number : 0;
    switch (op) {
    case OP_NUMBER:
        return known(a);
    case OP_ADD:
        return known(a + b);
    case OP_SUBTRACT:
        return known(a - b);
    case OP_MULTIPLY:
        return known(a * b);
    case OP_DIVIDE:
        return divide(a, b);
    case OP_FLOOR_DIVIDE:
        return b == 0 ? missing(REASON_DIVISION_BY_ZERO) : known(floor(a / b));
    case OP_MODULO:
        return modulo(a, b);
    case OP_POWER:
        return known(pow(a, b));
    case OP_NEGATIVE:
        return known(-a);
    case OP_ABS:
        return known(fabs(a));
    case OP_LOG:
        return known(log(a));
    case OP_EXP:
        return known(exp(a));
    case OP_SQRT:
        return known(sqrt(a));
    case OP_FLOOR:
        return known(floor(a));
    case OP_CEIL:
        return known(ceil(a));
    case OP_ROUND:
        return round_to(a, b);
    case OP_CLAMP:
        return clamp(a, b, c);
    case OP_LOWEST:
        return extreme(arguments, count, false);
    case OP_HIGHEST:
        return extreme(arguments, count, true);
    case OP_GOALPOSTS:
        return goalposts(a, b, c, (flags & FLAG_BETTER_LOWER) != 0);
    case OP_ACHIEVEMENT:
        return count < 2 ? missing(REASON_NO_TARGET) : divide(a, b);
    case OP_PROGRESS:
        return count < 3 ? missing(REASON_NO_TARGET) : divide(a - b, c - b);
    default:
        return compare(op, a, b, c);
    }
}

struct amount arithmetic(enum op op, unsigned flags, const char *text,
                         const struct amount *arguments, size_t count)
{
    assert(count > 0);
    switch (op) {
    case OP_COALESCE:
        return coalesce(arguments, count);
    case OP_OR_ZERO:
        return arguments[0].reason == REASON_NO_RECORDS ? known(0) : arguments[0];
    case OP_WHEN:
        assert(count == 3);
        if (arguments[0].reason != REASON_NONE)
            return missing(arguments[0].reason);
        return arguments[0].number != 0 ? arguments[1] : arguments[2];
    case OP_IS_MISSING:
        return is_missing(arguments[0], text);
    case OP_BOTH:
        return join(arguments, count, false);
    case OP_EITHER:
        return join(arguments, count, true);
    case OP_MIX:
        return mix(flags, text, arguments, count);
    default:
        break;
    }
    unsigned reason = smallest_reason(arguments, count);
    return reason == REASON_NONE ? of_numbers(op, flags, arguments, count)
                                 : missing(reason);
}
