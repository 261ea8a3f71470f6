/* fields.h - one field of CSV, for the renderers of this folder. */
#ifndef BAREME_TABLE_FIELDS_H
#define BAREME_TABLE_FIELDS_H

struct sink;

/* The text as it is, in quotes where RFC 4180 needs them (a comma, a quote, an end of
 * line). */
void sink_add_field(struct sink *sink, const char *string);

#endif
