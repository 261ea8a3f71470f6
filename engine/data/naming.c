/* naming.c - names of columns that say what the column is for. */
#include "data/naming.h"

#include <stddef.h>
#include <string.h>

bool naming_is_key(const char *name)
{
    static const char *const names[] = {"id", "ID", "Id", "key", "code", "clé", "clave"};
    size_t size = strlen(name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return size > 3 && strcmp(name + size - 3, "_id") == 0;
}

bool naming_is_label(const char *name)
{
    static const char *const labels[] = {"name", "title", "label", "year", "period"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i], name) == 0)
            return true;
    return false;
}
