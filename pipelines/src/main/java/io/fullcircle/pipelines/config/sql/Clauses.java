package io.fullcircle.pipelines.config.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Walks over a query's tokens with just enough memory to know, in each pair of parentheses, which clause it is in.
 * Prefers to miss a table over taking something else for one.
 */
final class Clauses {
    private static final Set<String> UNSTEADY_CALLS = Set.of(
            "now",
            "random",
            "rand",
            "randn",
            "uniform",
            "uuid",
            "uuid_string",
            "uuidv4",
            "uuidv7",
            "gen_random_uuid",
            "gen_random_bytes",
            "uuid_generate_v1",
            "uuid_generate_v4",
            "newid",
            "clock_timestamp",
            "statement_timestamp",
            "transaction_timestamp",
            "timeofday",
            "getdate",
            "sysdate",
            "sysdatetime",
            "systimestamp",
            "get_current_timestamp",
            "nextval");
    // Today's date isn't among them: it stays the same through the day, as the message ids do.
    private static final Set<String> UNSTEADY_WORDS =
            Set.of("current_timestamp", "current_time", "localtime", "localtimestamp");
    private static final Set<String> BEGINNINGS = Set.of("select", "with", "values", "from", "table", "pivot");
    private static final Set<String> JOIN_CONDITIONS = Set.of("on", "using");
    private static final Set<String> CONDITIONS = Set.of("where", "having", "qualify", "limit", "offset", "fetch");
    private static final Set<String> BEFORE_A_TABLE = Set.of("lateral", "only");

    private static final int MOST_UNSTEADY = 100;

    private final List<Token> tokens;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Set<String> defined = new HashSet<>();
    private final List<SqlText.Name> names = new ArrayList<>();
    private final List<SqlText.Unsteady> unsteady = new ArrayList<>();

    private enum Clause {
        BEGINNING,
        OUTPUT,
        FROM,
        JOIN_CONDITION,
        CONDITION
    }

    /** What is known inside of one pair of parentheses. */
    private static final class Frame {
        private Clause clause = Clause.BEGINNING;
        private boolean isQuery;
        private boolean isEmpty = true;
        private boolean wantsTable;
    }

    Clauses(List<Token> tokens) {
        this.tokens = tokens;
        frames.push(new Frame());
        for (int i = 0; i < tokens.size(); i++) {
            step(i);
        }
    }

    List<SqlText.Name> tables() {
        return names.stream()
                .filter(name -> !defined.contains(name.text().toLowerCase(Locale.ROOT)))
                .toList();
    }

    List<SqlText.Unsteady> unsteady() {
        return unsteady;
    }

    private void step(int i) {
        var token = tokens.get(i);
        var frame = frames.peek();
        switch (token.kind()) {
            case SYMBOL -> symbol(token, frame);
            case WORD -> word(i, token, frame);
            case QUOTED_NAME -> name(i, token, frame);
            case STRING, NUMBER -> frame.wantsTable = false;
        }
        frame.isEmpty = false;
    }

    private void symbol(Token token, Frame frame) {
        if (token.isSymbol("(")) {
            var inner = new Frame();
            inner.wantsTable = frame.wantsTable;
            inner.clause = frame.wantsTable ? Clause.FROM : Clause.BEGINNING;
            frame.wantsTable = false;
            frames.push(inner);
            return;
        }
        if (token.isSymbol(")") && frames.size() > 1) {
            frames.pop();
            return;
        }
        frame.wantsTable = false;
        if (token.isSymbol(",") && (frame.clause == Clause.FROM || frame.clause == Clause.JOIN_CONDITION)) {
            frame.clause = Clause.FROM;
            frame.wantsTable = true;
        }
    }

    private void word(int i, Token token, Frame frame) {
        var word = token.lower();
        var by = isNext(i, "by");
        if (word.equals("select")) {
            enter(frame, Clause.OUTPUT);
            frame.isQuery = true;
        } else if (word.equals("from") && isClause(i, frame)) {
            enter(frame, Clause.FROM);
            frame.isQuery = true;
            frame.wantsTable = true;
        } else if (word.equals("join") && (frame.isQuery || frame.clause == Clause.FROM)) {
            enter(frame, Clause.FROM);
            frame.wantsTable = true;
        } else if (JOIN_CONDITIONS.contains(word)) {
            enter(frame, Clause.JOIN_CONDITION);
        } else if (CONDITIONS.contains(word) || by && (word.equals("group") || word.equals("order"))) {
            enter(frame, Clause.CONDITION);
        } else if (word.equals("union") || word.equals("except") || word.equals("intersect")) {
            enter(frame, Clause.BEGINNING);
            frame.isQuery = false;
        } else if (!BEFORE_A_TABLE.contains(word) && !(frame.isEmpty && BEGINNINGS.contains(word))) {
            name(i, token, frame);
        } else if (frame.isEmpty && BEGINNINGS.contains(word)) {
            enter(frame, Clause.BEGINNING);
        }
    }

    private static void enter(Frame frame, Clause clause) {
        frame.clause = clause;
        frame.wantsTable = false;
    }

    /** {@code from} also stands in {@code extract(year from x)} and {@code is distinct from}. */
    private boolean isClause(int i, Frame frame) {
        var afterDistinct = i > 1
                && tokens.get(i - 1).is("distinct")
                && (tokens.get(i - 2).is("is") || tokens.get(i - 2).is("not"));
        var afterWith =
                i > 0 && tokens.get(i - 1).isSymbol(")") && frame.clause == Clause.BEGINNING && frames.size() == 1;
        return !afterDistinct && (frame.isQuery || frame.isEmpty || afterWith);
    }

    private void name(int i, Token token, Frame frame) {
        if (isDefined(i)) {
            defined.add(token.text().toLowerCase(Locale.ROOT));
        }
        noteUnsteady(i, token);
        if (!frame.wantsTable) {
            return;
        }
        frame.wantsTable = false;
        var isPart = i + 1 < tokens.size()
                && (tokens.get(i + 1).isSymbol(".") || tokens.get(i + 1).isSymbol("("));
        if (!isPart) {
            names.add(new SqlText.Name(token.text(), token.kind() == Token.Kind.QUOTED_NAME, token.offset()));
        }
    }

    /** Whether {@code name as (} or {@code name (columns) as (} follows: a name that the query gives itself. */
    private boolean isDefined(int i) {
        int next = i + 1;
        if (next < tokens.size() && tokens.get(next).isSymbol("(")) {
            // The names of columns: no parentheses among them.
            do {
                next++;
            } while (next < tokens.size()
                    && !tokens.get(next).isSymbol(")")
                    && !tokens.get(next).isSymbol("("));
            next++;
        }
        if (next >= tokens.size() || !tokens.get(next).is("as")) {
            return false;
        }
        next++;
        while (next < tokens.size()
                && (tokens.get(next).is("not") || tokens.get(next).is("materialized"))) {
            next++;
        }
        return next < tokens.size() && tokens.get(next).isSymbol("(");
    }

    private void noteUnsteady(int i, Token token) {
        var before = i > 0 ? tokens.get(i - 1) : null;
        if (unsteady.size() == MOST_UNSTEADY) {
            return;
        }
        if (before != null && (before.isSymbol(".") || before.is("as"))) {
            return;
        }
        var isCall = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol("(");
        if (isCall && UNSTEADY_CALLS.contains(token.lower()) || UNSTEADY_WORDS.contains(token.lower())) {
            var choosesRows = frames.stream()
                    .anyMatch(frame -> frame.clause == Clause.CONDITION || frame.clause == Clause.JOIN_CONDITION);
            unsteady.add(new SqlText.Unsteady(token.text(), choosesRows, token.offset()));
        }
    }

    private boolean isNext(int i, String word) {
        return i + 1 < tokens.size() && tokens.get(i + 1).is(word);
    }
}
