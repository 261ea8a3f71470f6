"""files.py - ugly files, and what must become of each: the cells, what is told, what stops.

A case is (name, content, options, expectations): content is bytes, or a text that is written as
UTF-8. Expectations are made by the functions below; all of them must hold.

    rows([["A", "B"], [1, "x"]])   these columns and cells (None: missing; a date as its ISO text)
    types("integer string")        the types of the columns
    warn("words")                  told on standard error; a second argument is the line
    quiet()                        nothing is told at all
    error(3, 4) / error("words")   ends with 1, naming each line, or with these words
    settled()                      describe ends with 0;  unsettled(): with 1
"""
import gzip
import io
import json
import random
import zipfile


def rows(table):
    return ("rows", table)


def types(text):
    return ("types", text.split())


def warn(words, line=None):
    return ("warn", words, line)


def quiet():
    return ("quiet",)


def error(*what):
    return ("error", what)


def settled():
    return ("settled",)


def unsettled():
    return ("unsettled",)


def run_warns(words):
    return ("run_warns", words)


CASES = []


def case(name, content, *expectations, options=""):
    CASES.append((name, content if isinstance(content, bytes) else content.encode(),
                  options.split("|") if options else [], expectations))


AB = [["A", "B"], [1, 2], [3, 4]]
TEXT = "Pays;Montant\nSénégal;1 234,5\nCôte d’Ivoire;-7\n"
READ = [["Pays", "Montant"], ["Sénégal", 1234.5], ["Côte d’Ivoire", -7]]

# ---- encodings ----
case("bom_utf8", b"\xEF\xBB\xBF" + TEXT.encode(), rows(READ), quiet())
case("bom_utf8_quoted_header", b'\xEF\xBB\xBF"A";"B"\n1;2\n3;4\n', rows(AB), quiet())
case("bom_utf8_sep", b"\xEF\xBB\xBFsep=;\r\nA;B\r\n1;2\r\n3;4\r\n", rows(AB), settled())
case("bom_twice", b"\xEF\xBB\xBF\xEF\xBB\xBFA;B\n1;2\n3;4\n", rows(AB), settled())
case("utf16le_bom", TEXT.encode("utf-16"), rows(READ), quiet())
case("utf16be_bom", b"\xFE\xFF" + TEXT.encode("utf-16-be"), rows(READ), quiet())
case("utf16be_no_mark", TEXT.encode("utf-16-be"), rows(READ))
case("utf16le_no_mark", TEXT.encode("utf-16-le"), rows(READ))
case("utf16_odd_byte", TEXT.encode("utf-16") + b"x", error())
case("utf16_lone_surrogate", "A;B\n1;".encode("utf-16") + b"\x00\xD8" + "x\n".encode("utf-16-le"), error(2))
case("utf32le_bom", TEXT.encode("utf-32"), rows(READ))
case("bom_utf8_then_cp1252", b"\xEF\xBB\xBFPays;M\nS\xE9n\xE9gal;1\n", error(2))
case("cp1252_smart_quotes", "Nom;Note\n“Été”;l’œuvre – 5 €\n".encode("cp1252"),
     rows([["Nom", "Note"], ["“Été”", "l’œuvre – 5 €"]]), warn("Windows-1252"))
case("cp1252_after_64k", b"A;B\n" + b"a;1\n" * 30000 + b"\xE9;2\n", warn("Windows-1252"),
     types("string integer"))
case("macroman_said", TEXT.encode("mac_roman").replace(b"\n", b"\r"), rows(READ), quiet(),
     options="--encoding|MACINTOSH")
case("macroman_not_said", TEXT.encode("mac_roman").replace(b"\n", b"\r"), warn("old Macintosh"))
case("cp850_said", TEXT.replace("’", "'").encode("cp850"),
     rows([["Pays", "Montant"], ["Sénégal", 1234.5], ["Côte d'Ivoire", -7]]), options="--encoding|CP850")
case("encoding_wrong", TEXT.encode("cp1252"), error(2), options="--encoding|UTF-8")
case("encoding_unknown", "A;B\n1;2\n", ("status", 2), options="--encoding|klingon")
case("encoding_that_ignores", "A;B\n1;2\n", ("status", 2), options="--encoding|UTF-8//IGNORE")
case("mojibake", "Nom;V\nSÃ©nÃ©gal;1\n", warn("was UTF-8 once", 2))

# ---- line ends ----
case("lone_cr", "A;B\r1;2\r3;4\r", rows(AB), quiet())
case("crcrlf", "A;B\r\r\n1;2\r\r\n3;4\r\r\n", rows(AB))
case("no_newline_at_end", "A;B\n1;2\n3;4", rows(AB), quiet())
case("blank_lines_between", "\n\nA;B\n\n1;2\n\n\n3;4\n\n", rows(AB), settled())
case("blank_rows_between", "A;B\n;\n1;2\n;\n3;4\n", rows(AB), warn("empty fields", 2))
case("ctrl_z", "A;B\n1;2\n3;4\n\x1A", rows(AB), warn("Ctrl-Z", 4))

# ---- delimiters ----
case("comma", "A,B\n1,2\n3,4\n", rows(AB), quiet())
case("tab", "A\tB\n1\t2\n3\t4\n", rows(AB), quiet())
case("pipe", "A|B\n1|2\n3|4\n", rows(AB), quiet())
case("colon_said", "A:B\n1:2\n3:4\n", rows(AB), options="--delimiter|:")
case("sep_line", "sep=|\nA|B\n1|2\n3|4\n", rows(AB), settled())
case("sep_line_odd", "sep=^\nA^B\n1^2\n3^4\n", rows(AB), settled())
case("sep_line_upper", "SEP=,\r\nA,B\r\n1,2\r\n3,4\r\n", rows(AB), settled())
case("two_characters", "A||B\n1||2\n", error("one character"))
case("colon_not_said", "A:B\n1:2\n3:4\n", warn("--delimiter :", 1))
case("blanks_only_in_a_row", "A;B\n1;2\n ;  \n3;4\n", rows(AB), warn("empty fields", 3))
case("no_break_blanks", "A;B\n1\u00A0;2\n3;\u00A0\n", rows([["A", "B"], [1, 2], [3, None]]), quiet())
case("mixed_separators", "A;B;C\n1;2;3\n4,5,6\n7;8;9\n", error(3))
case("commas_in_semicolons", "Nom;V\n\"Ville, pays\";1\nA, b, c;2\n",
     rows([["Nom", "V"], ["Ville, pays", 1], ["A, b, c", 2]]), quiet())
case("one_column", "Nom\nSète\nLyon\n", rows([["Nom"], ["Sète"], ["Lyon"]]), quiet())
case("one_column_of_decimals", "Montant\n1,5\n2,5\n", rows([["Montant"], [1.5], [2.5]]))
case("trailing_delimiter_all", "A;B;\n1;2;\n3;4;\n", rows(AB), warn("without a name at the end"), settled())
case("trailing_delimiter_rows", "A;B\n1;2;\n3;4;\n", error(2, 3))
case("trailing_delimiter_header", "A;B;\n1;2\n3;4\n", rows(AB), settled())
case("trailing_empty_many", "A;B;;;;\n1;2;;;;\n3;4;;;;\n;;;;;\n", rows(AB), settled())
case("ragged", "A;B;C\n1;2;3\n1;2\n1;2;3;4\n", error(3, 4))
case("every_row_short", "A;B;C;D\n1;2;3\n4;5;6\n", rows([["A", "B", "C", "D"], [1, 2, 3, None], [4, 5, 6, None]]),
     warn("the header has 4 names, but every row has 3 fields", 1), run_warns("names"))
case("sql_in_header", "Id;x\"); DROP TABLE data;--;'; DELETE\n1;2;3\n", settled(),
     warn("a quote stands inside a field", 1), warn("names, but every row has", 1),
     rows([["Id", 'x")', "DROP TABLE data", "--", "'", "DELETE"], [1, 2, 3, None, None, None]]))

# ---- quotes ----
case("quoted_numbers", '"A","B"\n"1","2"\n"3","4"\n', rows(AB), quiet(), types("integer integer"))
case("quoted_decimals", 'Nom,V\na,"1,5"\nb,"-2,25"\n', rows([["Nom", "V"], ["a", 1.5], ["b", -2.25]]), quiet())
case("quoted_thousands", 'Nom,V\na,"1,234.50"\nb,"12,000.00"\n',
     rows([["Nom", "V"], ["a", 1234.5], ["b", 12000]]), quiet())
case("quoted_some", 'A;B\n"1";2\n3;"4"\n', rows(AB), quiet())
case("quoted_empty", 'A;B\n"";2\n3;""\n', rows([["A", "B"], [None, 2], [3, None]]), settled())
case("quoted_newlines", 'A;B\n1;"x\r\ny;""z"""\n2;"\n"\n', rows([["A", "B"], [1, 'x\r\ny;"z"'], [2, "\n"]]))
case("header_with_newline", '"Montant\n(EUR)";" Nom "\n1;a\n', rows([["Montant (EUR)", "Nom"], [1, "a"]]), quiet())
case("header_with_blanks", " A ;\tB\t\n1;2\n3;4\n", rows(AB), quiet())
case("quote_in_middle", 'Nom;V\nTube 5" long;1\nPlain;2\n', rows([["Nom", "V"], ['Tube 5" long', 1], ["Plain", 2]]),
     warn("a quote stands inside a field", 2), settled())
case("quote_in_middle_and_quoted", 'Nom;N;V\nTube 5";"a;b";1\n"x ""y""";2" z;2',
     rows([["Nom", "N", "V"], ['Tube 5"', "a;b", 1], ['x "y"', '2" z', 2]]), warn("a quote stands inside", 2))
case("quote_with_text_behind", 'A;B\n"x" y;1\nz;2\n', error(2))
case("quote_with_blank_before", 'A;B\nx; "y;z"\nq;"r"\n', error(2))
case("excel_text_formula", 'Code;V\n="00123";1\n="00456";2\n', warn("a quote stands inside", 2), types("string integer"))
case("unterminated_first", '"A;B\n1;2\n', error(1))
case("unterminated_early", 'A;B\n1;"x\n2;3\n4;5\n', error(2))
case("unterminated_last", 'A;B\n1;2\n3;"x', error(3))
case("unterminated_then_another", 'A;B\n"x;1\ny;2\n"z";3\nq;4\n', error(2))
case("quotes_single", "A;B\n'x';1\n'y';2\n", rows([["A", "B"], ["'x'", 1], ["'y'", 2]]))

# ---- numbers ----
NUMBERS = [["Nom", "V"], ["a", 1234567.5], ["b", -1000], ["c", 12]]
for label, mark in [("space", " "), ("nbsp", "\u00A0"), ("thin", "\u2009"), ("narrow", "\u202F"), ("apostrophe", "'"),
                    ("curly", "’"), ("point", ".")]:
    case("thousands_%s_comma" % label,
         "Nom;V\na;1%s234%s567,50\nb;-1%s000\nc;12\n" % (mark, mark, mark), rows(NUMBERS), quiet())
for label, mark in [("comma", ","), ("apostrophe", "'"), ("space", " ")]:
    case("thousands_%s_point" % label,
         "Nom;V\na;1%s234%s567.50\nb;-1%s000\nc;12\n" % (mark, mark, mark), rows(NUMBERS), quiet())
case("minus_sign", "Nom;V\na;\u22125,5\nb;5,5\n", rows([["Nom", "V"], ["a", -5.5], ["b", 5.5]]), quiet())
case("ambiguous_point", "Nom;V\na;1.234\nb;5.678\n", warn("fraction or thousands", 2), unsettled())
case("ambiguous_point_said", "Nom;V\na;1.234\nb;5.678\n", rows([["Nom", "V"], ["a", 1234], ["b", 5678]]),
     options="--decimal|comma")
case("mixed_styles", "Nom;V\na;1.234,5\nb;1,234.5\n", warn("several ways", 2), unsettled())
case("percent", "Nom;V\na;45,5 %\nb;100%\nc;n.d.\n", rows([["Nom", "V"], ["a", 0.455], ["b", 1], ["c", None]]), quiet())
case("percent_mixed", "Nom;V\na;45 %\nb;0,5\n", warn("without a %", 3), unsettled())
case("euro_after", "Nom;V\na;1 234,50 €\nb;12€\n", rows([["Nom", "V"], ["a", 1234.5], ["b", 12]]), quiet())
case("euro_before", "Nom;V\na;€ 1 234,50\nb;€12\n", rows([["Nom", "V"], ["a", 1234.5], ["b", 12]]), quiet())
case("euro_word", "Nom;V\na;1 234,50 EUR\nb;EUR 12\nc;3 €\n", rows([["Nom", "V"], ["a", 1234.5], ["b", 12], ["c", 3]]), quiet())
case("dollar", "Nom,V\na,\"$1,234.50\"\nb,$12\n", rows([["Nom", "V"], ["a", 1234.5], ["b", 12]]), quiet())
case("currencies_mixed", "Nom;V\na;12 €\nb;12 $\nc;USD 3\n", warn("another currency", 3), unsettled())
case("thousands_of_euros", "Nom;V\na;12 k€\nb;13 k€\n", types("string string"))
case("accounting", "Nom;V\na;(1 234,50)\nb;12,00\nc;(3)\n", rows([["Nom", "V"], ["a", -1234.5], ["b", 12], ["c", -3]]),
     warn("read as a negative number", 2), settled())
case("accounting_us", "Nom,V\na,\"($1,234.50)\"\nb,$12.00\n", rows([["Nom", "V"], ["a", -1234.5], ["b", 12]]), settled())
case("accounting_all", "Nom;V\na;(1)\nb;(2)\n", warn("number of a note", 2), unsettled())
case("accounting_mixed", "Nom;V\na;(12)\nb;13\nc;14\nd;(abc)\n", warn("is not a number that is read", 5), unsettled())
case("leading_zeros", "Code;V\n00123;1\n45;2\n", rows([["Code", "V"], ["00123", 1], ["45", 2]]), warn("begins with a zero", 2), settled())
case("postcodes", "CP;V\n01000;1\n69002;2\n2A004;3\n", types("string integer"))
case("phones", "Tel;V\n+33 612 345 678;1\n+221 338 210 000;2\n", types("string integer"), warn("telephone", 2), settled())
case("phones_local", "Tel;V\n06 12 34 56 78;1\n07 11 22 33 44;2\n", types("string integer"))
case("ibans", "IBAN;V\nFR76 3000 6000 0112 3456 7890 189;1\nES91 2100 0418 4502 0005 1332;2\n", types("string integer"), quiet())
case("ids_with_e", "Id;V\n1E5;1\n75E02;2\n", warn("may be a code", 2), settled())
case("excel_exponents", "Id;V\n1,5E+05;1\n2,25E-02;2\n", rows([["Id", "V"], [150000, 1], [0.0225, 2]]), quiet())
case("long_ids", "Id;V\n12345678901234567890;1\n12345678901234567891;2\n", warn("more digits than are kept", 2))
case("not_numbers", "Nom;V\na;1\nb;0x10\nc;nan\nd;inf\ne;1e400\nf;2\ng;3\nh;4\ni;5\nj;6\n", warn("is not a number that is read", 3), unsettled())
case("arabic_digits", "Nom;V\na;١٢٫٥\nb;١٣\n", warn("looks like a number"))
case("one_letter_o", "Nom;V\na;1O\nb;20\nc;30\n", warn("is not a number", 2), unsettled())
case("spreadsheet_errors", "Nom;V\na;#DIV/0!\nb;5\nc;#REF!\n", rows([["Nom", "V"], ["a", None], ["b", 5], ["c", None]]),
     warn("error of the spreadsheet", 2), settled())
case("marks", "Nom;V\na;n.d.\nb;NC\nc;-\nd;\ne;s.o.\nf;0\n",
     rows([["Nom", "V"], ["a", None], ["b", None], ["c", None], ["d", None], ["e", None], ["f", 0]]), quiet())
case("marks_said", "Nom;V\na;999\nb;5\n", rows([["Nom", "V"], ["a", None], ["b", 5]]), options="--missing|999")

# ---- dates ----
def dates(*texts):
    return "Nom;D\n" + "".join("%s;%s\n" % (chr(97 + i), text) for i, text in enumerate(texts))


def read_dates(*texts):
    return rows([["Nom", "D"]] + [[chr(97 + i), text] for i, text in enumerate(texts)])


case("dates_dmy", dates("03/04/2017", "25/12/2017"), read_dates("2017-04-03", "2017-12-25"), quiet())
case("dates_mdy", dates("03/04/2017", "12/25/2017"), read_dates("2017-03-04", "2017-12-25"), quiet())
case("dates_short", dates("3/4/2017", "25/12/2017"), read_dates("2017-04-03", "2017-12-25"), quiet())
case("dates_points", dates("03.04.2017", "25.12.2017"), read_dates("2017-04-03", "2017-12-25"), quiet())
case("dates_ymd", dates("2017/04/03", "2017/12/25"), read_dates("2017-04-03", "2017-12-25"), quiet())
case("dates_ambiguous", dates("03/04/2017", "05/06/2017"), warn("day or with the month", 2), unsettled())
case("dates_ambiguous_said", dates("03/04/2017", "05/06/2017"), read_dates("2017-03-04", "2017-05-06"), options="--dates|mdy")
case("dates_both_orders", dates("25/12/2017", "12/25/2017"), warn("another order", 3), unsettled())
case("dates_with_times", dates("03/04/2017 14:30", "25/12/2017 00:00:00"), read_dates("2017-04-03", "2017-12-25"), quiet())
case("dates_with_halves", dates("4/3/2017 2:30 PM", "12/25/2017 12:00:00 AM"), read_dates("2017-04-03", "2017-12-25"), quiet())
case("dates_iso_times", dates("2017-04-03T10:00:00Z", "2017-12-25T23:59:59+02:00"), read_dates("2017-04-03", "2017-12-25"), quiet())
case("dates_two_digit_years", dates("03/04/17", "25/12/17"), warn("looks like a number or a date", 2), types("string string"))
case("dates_month_names", dates("3 avr. 2017", "25 décembre 2017", "1 mai 2017"), warn("looks like a number or a date", 2))
case("dates_impossible", dates("29/02/2017", "25/12/2017", "31/01/2017"), warn("not a date that is read", 2), unsettled())
case("dates_serials", "Nom;Date\na;42828\nb;43000\n", warn("as a spreadsheet counts"), types("string integer"))
case("dates_without_marks", "Nom;Date\na;20170403\nb;20171225\n", warn("without marks between"))
case("dates_serials_mixed", dates("2017-04-03", "42828", "2017-12-25"), warn("not a date that is read", 3), unsettled())
case("months", dates("2017-04", "2017-12"), read_dates("2017-04-01", "2017-12-01"), quiet())
case("quarters", dates("2017-Q1", "2017-Q4"), read_dates("2017-01-01", "2017-10-01"), quiet())
case("years", dates("2017", "2018"), types("string integer"), quiet())
case("booleans", "Nom;B\na;oui\nb;NON\nc;\n", types("string boolean"), rows([["Nom", "B"], ["a", True], ["b", False], ["c", None]]))
case("booleans_es", "Nom;B\na;sí\nb;no\n", types("string boolean"), quiet())
case("booleans_x", "Nom;B\na;x\nb;\nc;x\n", types("string string"))
case("booleans_mixed", "Nom;B\na;oui\nb;peut-être\n", types("string string"))

# ---- headers ----
case("titles", "Ministère;;\nTableau 3;;\n;;\nDistrict;Cas;Décès\nPikine;120;3\n",
     rows([["District", "Cas", "Décès"], ["Pikine", 120, 3]]), warn("--header-row 4", 4), settled(), run_warns("--header-row"))
case("titles_said", "Ministère;;\nTableau 3;;\n;;\nDistrict;Cas;Décès\nPikine;120;3\n",
     rows([["District", "Cas", "Décès"], ["Pikine", 120, 3]]), quiet(), options="--header-row|4")
case("titles_without_delimiters", "Bilan 2017\n\nDistrict;Cas;Décès\nPikine;120;3\nDakar;1;2\n",
     rows([["District", "Cas", "Décès"], ["Pikine", 120, 3], ["Dakar", 1, 2]]), warn("--header-row 3", 3))
case("titles_of_two_fields", "Source;INSEE;;;\nAnnée;2017;;;\nPays;A;B;C;D\nMali;1;2;3;4\nNiger;1;2;3;5\n",
     warn("--header-row 3", 3), rows([["Pays", "A", "B", "C", "D"], ["Mali", 1, 2, 3, 4], ["Niger", 1, 2, 3, 5]]))
case("comments_above", "# bilan; 2017\n# DAECT\nPays;A;B\nMali;1;2\nNiger;3;4\n",
     rows([["Pays", "A", "B"], ["Mali", 1, 2], ["Niger", 3, 4]]), warn("--header-row 3", 3))
case("comment_between", "Pays;A;B\nMali;1;2\n# vérifié\nNiger;3;4\n", error(3))
case("totals", "Pays;A;B\nMali;10;2,5\nNiger;20;3,5\nTotal;30;6\n", warn("--drop-last 1", 4), warn("row of totals"), settled(),
     run_warns("row of totals"))
case("totals_dropped", "Pays;A;B\nMali;10;2,5\nNiger;20;3,5\nTotal;30;6\n",
     rows([["Pays", "A", "B"], ["Mali", 10, 2.5], ["Niger", 20, 3.5]]), warn("as --drop-last says", 4), options="--drop-last|1")
for word in ["TOTAL GÉNÉRAL", "Totaux", "Suma", "Ensemble", "Grand total", "Total :", "Somme", "Gran total"]:
    case("totals_" + word.split()[-1].strip(": ").lower() + str(len(word)), "Pays;A\nMali;10\nNiger;20\n%s;30\n" % word, warn("--drop-last 1", 4))
case("totals_nameless", "Pays;A;B\nMali;10;2\nNiger;20;3\nTchad;5;1\n;35;6\n", warn("--drop-last 1", 5))
case("totals_short_row", "Pays;A;B\nMali;10;2\nNiger;20;3\nTotal;30\n", error(4))
case("totals_almost", "Pays;A;B\nMali;10;2\nNiger;20;3\nTotal;31;5\n", warn("--drop-last 1", 4))
case("averages", "Pays;A;B\nMali;10;2\nNiger;20;4\nMoyenne;15;3\n", warn("row of averages", 4))
case("totals_and_averages", "Pays;A\nMali;10\nNiger;20\nTotal;30\nMoyenne;15\n", warn("--drop-last 2", 4))
case("totals_and_notes", "Pays;A;B\nMali;10;1\nNiger;20;2\nTchad;30;2\nTotal;60;5\nSource : INSEE;;\n",
     warn("--drop-last 2", 5), warn("--drop-last 1", 6))
case("totals_between", "Pays;A\nMali;10\nNiger;20\nSous-total;30\nFrance;1\nItalie;2\nSous-total;3\nPérou;1\nChili;1\nBrésil;1\nCuba;1\nHaïti;1\n",
     warn("row of totals", 4))
case("company_called_total", "Société;Pays;A\nTotal;France;10\nEngie;France;20\nTotal;Mali;5\nEngie;Mali;30\nTotal;Niger;2\n", quiet())
case("notes_below", "Pays;A;B\nMali;10;1\nNiger;20;2\nTchad;3;4\nOman;5;6\nSource : INSEE;;\nn.d. : non disponible;;\n", warn("--drop-last 2", 6))
case("notes_dropped", "Pays;A;B\nMali;10;1\nNiger;20;2\nSource : INSEE;;\n", rows([["Pays", "A", "B"], ["Mali", 10, 1], ["Niger", 20, 2]]),
     options="--drop-last|1")
case("notes_without_delimiters", "Pays;A;B\nMali;10;1\nNiger;20;2\nSource : INSEE\n", error(4), warn("--drop-last 1", 4))
case("drop_more_than_there_is", "A;B\n1;2\n", rows([["A", "B"]]), options="--drop-last|5")
case("two_headers_units", "Pays;Montant;Taux\n;EUR;%\nMali;10;0,5\nNiger;20;0,25\n", warn("--header-rows 2", 2), run_warns("second row of the header"))
case("two_headers_joined", "Pays;Montant;Taux\n;EUR;%\nMali;10;0,5\nNiger;20;0,25\n",
     rows([["Pays", "Montant EUR", "Taux %"], ["Mali", 10, 0.5], ["Niger", 20, 0.25]]), settled(), options="--header-rows|2")
case("two_headers_merged", "Pays;2016;;2017;\n;Nb;Montant;Nb;Montant\nMali;1;2,5;3;4\nNiger;5;6,5;7;8\n", warn("--header-rows 2", 2))
case("two_headers_merged_joined", "Pays;2016;;2017;\n;Nb;Montant;Nb;Montant\nMali;1;2,5;3;4\nNiger;5;6,5;7;8\n",
     rows([["Pays", "2016 Nb", "2016 Montant", "2017 Nb", "2017 Montant"], ["Mali", 1, 2.5, 3, 4], ["Niger", 5, 6.5, 7, 8]]),
     settled(), options="--header-rows|2")
case("two_headers_second_only", "Pays;2016;;2017;\nP;Nb16;M16;Nb17;M17\nMali;1;2,5;3;4\n",
     rows([["P", "Nb16", "M16", "Nb17", "M17"], ["Mali", 1, 2.5, 3, 4]]), options="--header-row|2")
case("two_headers_years", "Pays;Aide;;\n;2016;2017;2018\nMali;1;2;3\nNiger;4;5;6\n", warn("--header-rows 2", 2))
case("two_headers_years_joined", "Pays;Aide;;\n;2016;2017;2018\nMali;1;2;3\n",
     rows([["Pays", "Aide 2016", "Aide 2017", "Aide 2018"], ["Mali", 1, 2, 3]]), options="--header-rows|2")
case("two_headers_hxl", "Country;Reached\n#country;#reached\nMali;10\nNiger;20\n", warn("--header-rows 2", 2))
case("unknown_first_value", "Pays;Montant\nMali;inconnu\nNiger;20\nTchad;30\n", warn("is not a number", 2), unsettled())
case("blank_header_name", "Pays;;B\nMali;1;2\n", warn("called by its number", 1), rows([["Pays", "column 2", "B"], ["Mali", 1, 2]]))
case("duplicate_headers", "A;B;A;A\n1;2;3;4\n", rows([["A", "B", "A 2", "A 3"], [1, 2, 3, 4]]), warn("is called 'A 2'", 1),
     run_warns("two columns have this name"))
case("no_header", "1;2;3\n4;5;6\n7;8;9\n", warn("taken as the header", 1))
case("no_header_texts", "Mali;12,5;2017-01-02\nNiger;13;2017-01-03\n", warn("taken as the header", 1))
case("years_as_header", "Pays;2016;2017\nMali;1;2\nNiger;3;4\n", rows([["Pays", "2016", "2017"], ["Mali", 1, 2], ["Niger", 3, 4]]), quiet())
case("header_only", "A;B\n", rows([["A", "B"]]), warn("no records"), settled())
case("one_row", "A;B\n1;2\n", rows([["A", "B"], [1, 2]]), quiet())
case("header_row_beyond", "A;B\n1;2\n", error("--header-row"), options="--header-row|50")

# ---- what is no table ----
case("empty", b"", error("is empty"))
case("only_bom", b"\xEF\xBB\xBF", error())
case("only_newlines", b"\r\n\r\n\n", error("holds nothing"))
case("only_blanks", b"   \n  \n", error())
case("only_delimiters", b";;;\n;;;\n", error("holds nothing"))
case("nul", b"A;B\n1;a\x00b\n", error(2))
case("nul_far", b"A;B\n" + b"1;2\n" * 50000 + b"\x00;1\n", error(50002))
case("controls", "A;B\nx\x01y;1\n\x1B[31mz;2\n", warn("control character", 2), settled())
case("html", "<!DOCTYPE html>\n<html></html>\n", error("HTML"))
case("html_table", "\n <TABLE><tr><td>1</td></tr></TABLE>\n", error("HTML"))
case("xml", "<?xml version='1.0'?><a/>\n", error("XML"))
case("json", '[{"a": 1}, {"a": 2}]\n', error("JSON"))
case("json_object", '\n{\n "a": 1}\n', error("JSON"))
case("pdf", b"%PDF-1.4\n\x00", error("PDF"))
case("rtf", b"{\\rtf1\\ansi}", error("rtf"))
case("sylk", b"ID;PWXL;N;E\nC;Y1;X1;K1\n", error("SYLK"))
case("png", b"\x89PNG\r\n\x1a\n\x00\x00", error("picture"))
case("noise", random.Random(1).randbytes(5000), error())


def zipped(inner):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(inner, "x")
    return out.getvalue()


case("xlsx", zipped("xl/workbook.xml"), error(".xlsx"))
case("ods", zipped("content.xml"), error(".ods"))
PACKED = gzip.compress(b"A;B\n1;2\n3;4\n")
case("packed.csv.gz", PACKED, rows(AB), quiet())
case("packed_twice.csv.gz", gzip.compress(b"A;B\n1;2\n") + gzip.compress(b"3;4\n"), rows(AB), quiet())
case("packed_truncated.csv.gz", PACKED[:-6], error("cut short"))
case("packed_header_only.csv.gz", PACKED[:10], error("cut short"))
case("packed_second_cut.csv.gz", PACKED + gzip.compress(b"3;4\n")[:-3], error("cut short"))
case("packed_padded.csv.gz", PACKED + bytes(1024), rows(AB), quiet())
case("packed_many.csv.gz", PACKED + gzip.compress(b"") * 1000, rows(AB), quiet())
case("blank_lines.csv", b"\n" * 100000, error("holds nothing"))
case("mark_between.csv", b"A;B\n1;2\n\xEF\xBB\xBF3;4\n", warn("byte-order mark", 3))
case("packed_bomb.csv.gz", gzip.compress(b"A;B\n" + b"1;2\n" * (20 << 20)), error("256 times its size", "unpack it"))
case("packed_garbage.csv.gz", PACKED[:10] + b"\xFF" * 30, error("damaged"))
case("packed_garbage_behind.csv.gz", PACKED + b"garbage", error("something behind"))
case("packed_wrong_sum.csv.gz", PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:], error("damaged"))
case("packed_not.csv.gz", b"A;B\n1;2\n", error("not gzip"))
case("packed_unnamed", PACKED, error("gzip data"))
case("packed_xlsx.csv.gz", gzip.compress(zipped("xl/workbook.xml")), error(".xlsx"))
case("packed_empty.csv.gz", gzip.compress(b""), error("is empty once unpacked"))

# ---- large ----
BIG = "x" * (10 << 20)
case("huge_field", "A;B\n1;%s\n2;y\n" % BIG, ("lengths", [["A", "B"], [1, len(BIG)], [2, 1]]))
case("huge_quoted_field", 'A;B\n1;"%s\n"\n2;y\n' % BIG, ("lengths", [["A", "B"], [1, len(BIG) + 1], [2, 1]]))
case("huge_unterminated", 'A;B\n1;"%s\n2;y\n' % BIG, error(2))
WIDE = ["c%d" % i for i in range(5000)]
case("columns_5000", ";".join(WIDE) + "\n" + ";".join(str(i) for i in range(5000)) + "\n", rows([WIDE, list(range(5000))]))
case("columns_20000", ",".join("c%d" % i for i in range(20000)) + "\n" + ",".join("1" for i in range(20000)) + "\n",
     error("16 384"))
case("columns_larger_than_the_sample", ";".join("a long name %d" % i for i in range(6000)) + "\n" + ";".join("1" for i in range(6000)) + "\n",
     types(" ".join(["integer"] * 6000)))
case("fields_many", b"A;B\n1;2\n" + b";" * 3000000 + b"\n", error(3))
case("fields_many_quoted", b'A;B\n1;2\n"x"' + b";" * 3000000 + b"\n", error(3))
