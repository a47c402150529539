package io.fullcircle.connector.source.snowflake.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Snowflake's queries and expressions in DuckDB's SQL, token by token: names, casts, paths into variants, and the functions
 * that differ. One instance per statement; pure but for what its surroundings look up.
 */
final class Expressions {
    private static final Set<String> ALIASES = Set.of(
            "NAME",
            "VALUE",
            "TYPE",
            "DATA",
            "KEY",
            "LEVEL",
            "LOCATION",
            "VERSION",
            "ROLE",
            "SOURCE",
            "LABEL",
            "TEXT",
            "DOMAIN",
            "CLASS",
            "COMMENT",
            "CONTENT",
            "INDEX",
            "METHOD",
            "MODE",
            "OBJECT",
            "OPTION",
            "OWNER",
            "RULE",
            "SESSION",
            "SYSTEM",
            "USER",
            "YEAR",
            "MONTH",
            "DAY",
            "HOUR",
            "MINUTE",
            "SECOND",
            "LANGUAGE",
            "STATISTICS");
    private static final Map<String, String> RENAMED = Map.of(
            "DATEADD", "SF_DATEADD",
            "TIMESTAMPADD", "SF_DATEADD",
            "DATEDIFF", "DATE_DIFF",
            "TIMESTAMPDIFF", "DATE_DIFF",
            "TO_TIMESTAMP", "SF_TO_TIMESTAMP",
            "TO_VARCHAR", "SF_TO_VARCHAR",
            "TO_CHAR", "SF_TO_VARCHAR",
            "UNIFORM", "SF_UNIFORM");
    private static final Set<String> UNIT_FIRST =
            Set.of("DATEADD", "TIMESTAMPADD", "DATEDIFF", "TIMESTAMPDIFF", "DATE_TRUNC", "DATE_PART");

    private final List<Token> in;
    private final Surroundings around;
    private int binds;

    Expressions(List<Token> in, Surroundings around) {
        this.in = in;
        this.around = around;
    }

    String all() throws SqlFailure {
        return run(0, in.size());
    }

    String run(int from, int to) throws SqlFailure {
        var out = new ArrayList<String>();
        int i = from;
        while (i < to) i = step(out, i, to);
        return String.join(" ", out);
    }

    private int step(List<String> out, int i, int to) throws SqlFailure {
        var token = in.get(i);
        return switch (token.kind()) {
            case STRING -> put(out, Names.literal(token.text()), i + 1);
            case NUMBER -> put(out, token.text(), i + 1);
            case BIND -> put(out, bind(), i + 1);
            case SYMBOL -> symbol(out, i, to);
            case WORD, QUOTED -> name(out, i, to);
        };
    }

    private int symbol(List<String> out, int i, int to) throws SqlFailure {
        var token = in.get(i);
        if (token.is("::")) return cast(out, i + 1, to);
        boolean isPath = token.is(":") && i + 1 < to && in.get(i + 1).isName() && !out.isEmpty();
        return isPath ? path(out, i, to) : put(out, token.text(), i + 1);
    }

    private int name(List<String> out, int i, int to) throws SqlFailure {
        var token = in.get(i);
        var name = token.name();
        boolean isLast = i + 1 >= to || !in.get(i + 1).is(".");
        if (name.equals("INFORMATION_SCHEMA") && !isLast) return informationSchema(out, i);
        if (!out.isEmpty()
                && isLast
                && last(out).equals(".")
                && around.temporary().contains(name)) {
            while (!out.isEmpty() && last(out).equals(".")) {
                out.remove(out.size() - 1);
                out.remove(out.size() - 1);
            }
        }
        if (token.kind() == Token.Kind.QUOTED) return put(out, Names.quoted(name), i + 1);
        boolean isField = !out.isEmpty() && last(out).equals(".");
        return isField ? put(out, name, i + 1) : word(out, i, to);
    }

    private int word(List<String> out, int i, int to) throws SqlFailure {
        var word = in.get(i).name();
        boolean isCall = i + 1 < to && in.get(i + 1).is("(");
        var context = ContextValues.of(word, around);
        if (context != null) return context(out, i, to, context);
        if (word.equals("MINUS") && !isCall) return put(out, "EXCEPT", i + 1);
        if (word.equals("RLIKE") || word.equals("REGEXP")) return put(out, "SIMILAR TO", i + 1);
        if (word.equals("FROM")
                && i + 2 < to
                && in.get(i + 1).is("VALUES")
                && in.get(i + 2).is("(")) {
            return values(out, i, to);
        }
        if (isCall) return call(out, word, i, to);
        return put(out, isBareAlias(out, i, to) ? Names.quoted(word) : word, i + 1);
    }

    /** An alias without AS whose word DuckDB would take for a keyword. */
    private boolean isBareAlias(List<String> out, int i, int to) {
        if (out.isEmpty() || !ALIASES.contains(in.get(i).name())) return false;
        boolean endsItem = i + 1 >= to
                || in.get(i + 1).is(",")
                || in.get(i + 1).is("FROM")
                || in.get(i + 1).is(")");
        return endsItem
                && !Primaries.NO_OPERANDS.contains(last(out))
                && !last(out).equals(".");
    }

    private int call(List<String> out, String word, int i, int to) throws SqlFailure {
        int open = i + 1;
        int close = closing(open, to);
        return switch (word) {
            case "CAST", "TRY_CAST" -> {
                int as = topLevel("AS", open + 1, close);
                if (as < 0) yield put(out, word, open);
                out.add("(" + run(open + 1, as) + ")");
                cast(out, as + 1, close);
                if (word.equals("TRY_CAST")) out.add("TRY(" + out.remove(out.size() - 1) + ")");
                yield close + 1;
            }
            case "OBJECT_CONSTRUCT" ->
                put(out, "CAST(json_object(" + run(open + 1, close) + ") AS MAP(VARCHAR, JSON))", close + 1);
            case "ARRAY_CONSTRUCT" -> put(out, "CAST(json_array(" + run(open + 1, close) + ") AS JSON[])", close + 1);
            case "TO_TIMESTAMP_TZ" -> put(out, "SF_TZ(" + run(open + 1, close) + ")", close + 1);
            case "SEQ4", "SEQ8" -> put(out, "(row_number() over () - 1)", close + 1);
            case "TABLE" -> table(out, open, close);
            case "SYSTEM$WAIT" -> put(out, "'waited " + in.get(open + 1).text() + " seconds'", close + 1);
            case "SYSTEM$CANCEL_QUERY" -> put(out, "'query terminated.'", close + 1);
            case "SYSTEM$TYPEOF" -> put(out, "typeof(" + run(open + 1, close) + ")", close + 1);
            default -> {
                out.add(RENAMED.getOrDefault(word, word));
                boolean hasUnit = UNIT_FIRST.contains(word)
                        && in.get(open + 1).kind() == Token.Kind.WORD
                        && in.get(open + 2).is(",");
                if (!hasUnit) yield i + 1;
                out.add("(");
                out.add(Names.literal(in.get(open + 1).text().toLowerCase()));
                yield open + 2;
            }
        };
    }

    /** {@code TABLE(RESULT_SCAN('id'))} and {@code TABLE(GENERATOR(ROWCOUNT => n))}. */
    private int table(List<String> out, int open, int close) throws SqlFailure {
        var function = in.get(open + 1);
        if (function.is("RESULT_SCAN")) {
            var id = in.get(open + 3).kind() == Token.Kind.STRING
                    ? in.get(open + 3).text()
                    : String.valueOf(around.session().lastQueryId());
            return put(out, around.results().scan(id), close + 1);
        }
        if (function.is("GENERATOR")) {
            int rows = topLevel("=>", open + 3, close - 1);
            return put(out, "range(" + run(rows + 1, close - 1) + ")", close + 1);
        }
        return put(out, "TABLE", open);
    }

    /** {@code FROM VALUES (…), (…)} with Snowflake's column names, COLUMN1 and so on. */
    private int values(List<String> out, int i, int to) throws SqlFailure {
        int from = i + 1;
        int end = i + 2;
        int columns = 1;
        while (true) {
            int close = closing(end, to);
            if (end == i + 2) {
                for (int k = end + 1, depth = 0; k < close; k++) {
                    if (in.get(k).is("(")) depth++;
                    if (in.get(k).is(")")) depth--;
                    if (depth == 0 && in.get(k).is(",")) columns++;
                }
            }
            end = close + 1;
            boolean goesOn =
                    end + 1 < to && in.get(end).is(",") && in.get(end + 1).is("(");
            if (!goesOn) break;
            end++;
        }
        boolean isAliased = end < to
                && (in.get(end).is("AS")
                        || in.get(end).isName()
                                && end + 1 < to
                                && in.get(end + 1).is("("));
        out.add("FROM ( " + run(from, end) + " )");
        if (isAliased) return end;
        var names = new ArrayList<String>();
        for (int k = 1; k <= columns; k++) names.add("COLUMN" + k);
        return put(out, "AS \"VALUES\"(" + String.join(",", names) + ")", end);
    }

    private int informationSchema(List<String> out, int i) {
        var database = String.valueOf(around.session().database());
        if (!out.isEmpty() && last(out).equals(".")) {
            out.remove(out.size() - 1);
            database = out.remove(out.size() - 1).replace("\"", "");
        }
        return put(out, Names.quoted(Engine.SYSTEM) + "." + Names.quoted(database), i + 1);
    }

    /** Puts what the session knows; as an item of the outermost SELECT it keeps the function's name as its label. */
    private int context(List<String> out, int i, int to, String value) throws SqlFailure {
        boolean isCall = i + 1 < to && in.get(i + 1).is("(");
        int next = isCall ? closing(i + 1, to) + 1 : i + 1;
        boolean isItem = !out.isEmpty()
                && (last(out).equals("SELECT") || last(out).equals(","))
                && !out.contains("FROM")
                && !out.contains("(")
                && (next >= to || in.get(next).is(",") || in.get(next).is("FROM"));
        var label = " AS " + Names.quoted(in.get(i).name() + (isCall ? "()" : ""));
        return put(out, (value.startsWith("TIMESTAMPTZ") ? zoned(value) : value) + (isItem ? label : ""), next);
    }

    /** Puts the cast to the type that begins at i; the primary expression before it is in out already. */
    private int cast(List<String> out, int i, int to) throws SqlFailure {
        var type = TypeName.read(in, i, to);
        var operand = Primaries.take(out);
        return put(out, castTo(type, operand), type.end());
    }

    private String castTo(TypeName type, String operand) {
        var duck = type.duck();
        boolean isLiteral = operand.startsWith("'");
        if (duck.equals(DuckTypes.TZ)) return "SF_TZ(" + operand + ")";
        if (duck.equals(DuckTypes.LTZ_NANOS)) return "SF_LTZ(" + operand + ")";
        if (duck.equals("JSON")) return "to_json(" + operand + ")";
        if (duck.equals("BLOB") && isLiteral) return "unhex(" + operand + ")";
        boolean isOpened = around.reading() == Surroundings.Reading.OPENED && !isLiteral;
        boolean isWide = around.reading() == Surroundings.Reading.WIDE;
        if (duck.equals("TIMESTAMP_NS") && isWide) return "CAST(" + operand + " AS TIMESTAMP)";
        if (duck.equals("TIMESTAMP_NS") && isOpened) return "SF_NTZ(" + operand + ")";
        if (duck.equals("TIMESTAMPTZ")) {
            return zoned((isOpened ? "SF_INSTANT(" : isLiteral ? "SF_ZONED(" : "CAST(")
                    + operand
                    + (isOpened || isLiteral ? ")" : " AS TIMESTAMPTZ)"));
        }
        return "CAST(" + operand + " AS " + duck + ")";
    }

    /** A TIMESTAMP_LTZ; its wall clock in the session's zone where it is compared with a TIMESTAMP_NTZ. */
    private String zoned(String value) {
        boolean isCompared = around.reading() == Surroundings.Reading.WALL_CLOCK;
        return isCompared ? "CAST(" + value + " AS TIMESTAMP)" : value;
    }

    /** {@code v:a.b[0]::type}: a path into a variant; a cast takes the text of the value, not its JSON. */
    private int path(List<String> out, int i, int to) throws SqlFailure {
        var path = new StringBuilder("$");
        int k = i;
        while (k < to) {
            var token = in.get(k);
            boolean isStep = (token.is(":") || token.is("."))
                    && k + 1 < to
                    && in.get(k + 1).isName();
            if (isStep) {
                path.append(".\"").append(in.get(k + 1).text()).append('"');
                k += 2;
                continue;
            }
            if (!token.is("[")) break;
            var index = in.get(k + 1);
            path.append(index.kind() == Token.Kind.STRING ? ".\"" + index.text() + '"' : "[" + index.text() + "]");
            k += 3;
        }
        var operand = "to_json(" + Primaries.take(out) + "), " + Names.literal(path.toString());
        boolean isCast = k < to && in.get(k).is("::");
        var duck = isCast ? TypeName.read(in, k + 1, to).duck() : "JSON";
        boolean staysJson = duck.contains("JSON");
        var value = (staysJson ? "json_extract(" : "json_extract_string(") + operand + ")";
        if (!duck.equals("JSON") || !isCast) return put(out, value, k);
        return put(out, value, TypeName.read(in, k + 1, to).end());
    }

    private String bind() throws SqlFailure {
        int index = binds++;
        if (around.binds() == null) return "NULL";
        if (index < around.binds().size()) {
            var bind = around.binds().get(index);
            boolean isWide = around.reading() == Surroundings.Reading.WIDE && bind.endsWith(" AS TIMESTAMP_NS)");
            if (isWide) return bind.replace(" AS TIMESTAMP_NS)", " AS TIMESTAMP)");
            return bind.endsWith(" AS TIMESTAMPTZ)") ? zoned(bind) : bind;
        }
        throw new SqlFailure(
                2049, "42601", "SQL compilation error: error line 1 at position 0\nBind variable ? not set.");
    }

    private int closing(int open, int to) throws SqlFailure {
        int depth = 0;
        for (int i = open; i < to; i++) {
            if (in.get(i).is("(")) depth++;
            if (in.get(i).is(")") && --depth == 0) return i;
        }
        throw SqlFailure.syntax("<EOF>");
    }

    private int topLevel(String word, int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            if (in.get(i).is("(")) depth++;
            if (in.get(i).is(")")) depth--;
            if (depth == 0 && in.get(i).is(word)) return i;
        }
        return -1;
    }

    private static String last(List<String> out) {
        return out.get(out.size() - 1);
    }

    private static int put(List<String> out, String piece, int next) {
        out.add(piece);
        return next;
    }
}
