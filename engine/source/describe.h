/* describe.h - what was understood of the datasets, as text for people and as a datapackage.json.
 *
 * Text: for each dataset its files (encoding, delimiter, records), then a line a column: name, type
 * (with unit, decimals, range, missing, not applicable), key, period. Width: 0 no limit.
 * JSON: Data Package v1 that reads back to the same datasets (name, path, dialect, encoding, schema
 * with fields, missingValues, primaryKey, foreignKeys, decimalChar, groupChar, our period and coverage).
 */
#ifndef BAREME_SOURCE_DESCRIBE_H
#define BAREME_SOURCE_DESCRIBE_H

#include "base/text.h"
#include "data/frame.h"

void describe_text(const struct datasets *datasets, size_t width, struct text *out);
void describe_json(const struct datasets *datasets, struct text *out);

#endif
