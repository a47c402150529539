package io.fullcircle.connector.source.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.operator.SqlOperator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final Grammar LOWER = new Grammar("\"", Folding.LOWER, Set.of());

    private static SqlOperator operator(String name, String sql) {
        return new SqlOperator(name, sql);
    }

    @Test
    void writesOperatorsInTheirOrderEachOnItsOwnLines() {
        Query query = new Query(
                List.of(operator("a", "select 1 -- one"), operator("B", "select\n* from a")), "b", List.of("x", "Y z"));

        assertThat(Chain.of(query, LOWER).select()).isEqualTo("""
                        WITH "a" AS (
                        select 1 -- one
                        ), "b" AS (
                        select
                        * from a
                        )
                        SELECT * FROM "b"
                        ORDER BY "x", "Y z\"""");
    }

    @Test
    void writesATableAlone() {
        Chain chain = Chain.of(new Query(List.of(), "sales.scores", List.of("id")), LOWER);

        assertThat(chain.select()).isEqualTo("SELECT * FROM \"sales\".\"scores\"\nORDER BY \"id\"");
        assertThat(chain.selectNothing()).isEqualTo("SELECT * FROM \"sales\".\"scores\" WHERE 1 = 0");
        assertThat(chain.select("* REPLACE (CAST(\"id\" AS VARCHAR) AS \"id\")"))
                .isEqualTo("SELECT * REPLACE (CAST(\"id\" AS VARCHAR) AS \"id\") FROM \"sales\".\"scores\" fc_rows\n"
                        + "ORDER BY fc_rows.\"id\"");
    }

    @Test
    void leadsALineOfTheStatementBackToTheOperators() {
        Chain chain =
                Chain.of(new Query(List.of(operator("a", "select 1\n\n"), operator("b", "select\n2")), "b"), LOWER);

        assertThat(chain.place(1)).isEmpty();
        assertThat(chain.place(2)).contains(new Chain.Place("a", 1));
        assertThat(chain.place(4)).contains(new Chain.Place("a", 3));
        assertThat(chain.place(5)).isEmpty();
        assertThat(chain.place(6)).contains(new Chain.Place("b", 1));
        assertThat(chain.place(7)).contains(new Chain.Place("b", 2));
        assertThat(chain.place(9)).isEmpty();
        assertThat(chain.select().lines().toList().get(6)).isEqualTo("2");
    }

    @Test
    void refusesOperatorsThatCannotBeNamed() {
        assertThatThrownBy(() -> Chain.of(new Query(List.of(operator("a b", "select 1")), "a b"), LOWER))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"a b\"");
        assertThatThrownBy(() ->
                        Chain.of(new Query(List.of(operator("a", "select 1"), operator("A", "select 1")), "a"), LOWER))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two operators are named \"A\"");
    }
}
