package io.fullcircle.connector.source.snowflake.standin;

import java.util.ArrayList;
import java.util.List;

/**
 * A type in a statement.
 *
 * @param duck the DuckDB type that stands for it
 * @param end the index of the token behind it
 */
record TypeName(String duck, int end) {

    static TypeName read(List<Token> in, int i, int to) throws SqlFailure {
        if (i >= to || !in.get(i).isName())
            throw SqlFailure.syntax(i < to ? in.get(i).text() : "<EOF>");
        var word = in.get(i).name();
        int next = i + 1;
        if (word.equals("DOUBLE") && next < to && in.get(next).is("PRECISION")) next++;
        var arguments = new ArrayList<String>();
        if (next < to && in.get(next).is("(")) {
            next++;
            while (next < to && !in.get(next).is(")")) {
                if (!in.get(next).is(",")) arguments.add(in.get(next).text());
                next++;
            }
            next++;
        }
        var duck = DuckTypes.ofSnowflake(word, arguments);
        if (duck == null) {
            throw new SqlFailure(2040, "42601", "SQL compilation error:\nUnsupported data type '" + word + "'.");
        }
        return new TypeName(duck, next);
    }
}
