#!/bin/bash
# floors.sh: every #include of the engine against engine/FLOORS, and each outside library against
# the one floor that may know it.
cd "$(dirname "$0")/../.." || exit 1
awk '
FILENAME == "engine/FLOORS" {
    if ($0 ~ /^#/ || $0 !~ /:/) next
    split($0, halves, ":")
    floor = halves[1]; known[floor] = 1; may[floor, floor] = 1
    count = split(halves[2], names, " ")
    for (i = 1; i <= count; i++) may[floor, names[i]] = 1
    next
}
BEGIN {
    # outside libraries: header, floors that may know it
    only["lua.h"] = only["lauxlib.h"] = only["lualib.h"] = "lua"
    only["csv.h"] = only["iconv.h"] = only["zlib.h"] = "source"
    only["utf8proc.h"] = only["pthread.h"] = "base"
    only["sqlite3.h"] = "base store"
    only["xxhash.h"] = "store"
}
FNR == 1 { split(FILENAME, path, "/"); floor = path[2]; files++ }
/^[ \t]*#[ \t]*include/ {
    bad = ""
    if (match($0, /"[^"]*"/)) {
        name = substr($0, RSTART + 1, RLENGTH - 2)
        slash = index(name, "/")
        if (slash == 0) bad = "name it by its floor: \"" floor "/" name "\""
        else {
            other = substr(name, 1, slash - 1)
            if (!(floor in known)) bad = "the floor " floor " is not in engine/FLOORS"
            else if (!((floor, other) in may)) bad = floor " may not include " other
        }
    } else if (match($0, /<[^>]*>/)) {
        name = substr($0, RSTART + 1, RLENGTH - 2)
        if (name in only && index(" " only[name] " ", " " floor " ") == 0)
            bad = "<" name "> is known on the floor " only[name] " only"
    }
    if (bad != "") { print FILENAME ":" FNR ": " bad; failed++ } else passed++
}
END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 }
' engine/FLOORS engine/*/*.c engine/*/*.h engine/*/*.def
