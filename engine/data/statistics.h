/* statistics.h - figures of a list of numbers.
 *
 * The one place of the formulas that both the measures of an evaluation and an author's own
 * functions use. Numbers are finite doubles, in any order: a result never depends on it. Each
 * returns REASON_NONE and the figure, or the reason why there is none: REASON_NO_RECORDS for an
 * empty list, REASON_NOT_DEFINED as said; a result too large for a double is REASON_NOT_DEFINED.
 * Where the name says sorted, the list must be (statistics_sort does it).
 */
#ifndef BAREME_DATA_STATISTICS_H
#define BAREME_DATA_STATISTICS_H

#include <stddef.h>

#include "data/reason.h"

void statistics_sort(double *numbers, size_t count);

enum reason statistics_sum(const double *numbers, size_t count, double *figure);   /* exact, rounded once */
enum reason statistics_mean(const double *numbers, size_t count, double *figure);  /* exact sum / n */
enum reason statistics_median_sorted(const double *sorted, size_t count, double *figure);
/* Linear interpolation, R type 7: h = (n - 1) p, x[floor h] + (h - floor h)(x[floor h + 1] - x[floor h]).
 * p outside 0 to 1: REASON_NOT_DEFINED. */
enum reason statistics_quantile_sorted(const double *sorted, size_t count, double p, double *figure);
/* Σ(x - mean)² / (n - 1), two passes, exact sums; one value: REASON_NOT_DEFINED. stddev is its root. */
enum reason statistics_variance(const double *numbers, size_t count, double *figure);
enum reason statistics_stddev(const double *numbers, size_t count, double *figure);
/* Σ|xi - xj| / (2 n² mean), over all pairs; REASON_NOT_DEFINED for a negative value or mean 0. */
enum reason statistics_gini_sorted(const double *sorted, size_t count, double *figure);
/* mean of (x/m) ln(x/m), 0 for x = 0; REASON_NOT_DEFINED for a negative value or mean 0. */
enum reason statistics_theil_sorted(const double *sorted, size_t count, double *figure);
/* Σwx / Σw; REASON_NOT_DEFINED for a negative weight, REASON_DIVISION_BY_ZERO for weights that sum to 0. */
enum reason statistics_weighted_mean(const double *numbers, const double *weights, size_t count, double *figure);
/* As SKEW and KURT of spreadsheets (sample forms); fewer than 3 (4) values or no spread: REASON_NOT_DEFINED. */
enum reason statistics_skew(const double *numbers, size_t count, double *figure);
enum reason statistics_kurtosis(const double *numbers, size_t count, double *figure);

#endif
