package io.fullcircle.pipelines.config.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    private static String tables(String sql) {
        return SqlText.of(sql).tables().stream().map(SqlText.Name::text).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from a | a",
                "SELECT * FROM A AS x, b y, \"C\" | A b C",
                "select * from a join b on a.id = b.id left join c using (id) | a b c",
                "select * from a join b on f(a.x, b.y) = 1, c | a b c",
                "select * from (select * from a) x join (b cross join c) on true | a b c",
                "from a select x where y in (select z from b) | a b",
                "select (select max(x) from a), (from b) from c | a b c",
                "select x from a union all select y from b | a b",
                "with x as (select * from a) select * from x | a",
                "with recursive x (n) as (select 1 union all select n + 1 from x) select * from x, b | b",
                "with x as not materialized (select * from a), y as (select * from x) select * from y | a",
                "with x as (select 1) from a | a",
                "select * from a /* from b */ -- from c | a",
                "select 'from b', \"from c\", $$ from d $$, $t$ from e $t$ from a | a",
                "select * from schema.a, \"s\".\"b\", c.d.e, f | f",
                "select * from f(x), read_csv('from b'), 'file.parquet', a | a",
                "select extract(year from a), substring(x from 2), trim(both 'x' from b) from c | c",
                "select a is distinct from b, a is not distinct from c from d | d",
                "select * from a, lateral (select * from b where b.x = a.x) | a b",
                "select * from (values (a, b), (c, d)) v, e | e",
                "select row_number() over (partition by a order by b), c from d order by e, f | d",
                "select count(*) filter (where x), y from a group by b, c | a"
            })
    void seesWhatIsReadFrom(String sql, String tables) {
        assertThat(tables(sql)).isEqualTo(tables);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select now() as t from a | now false",
                "select current_timestamp, x from a | current_timestamp false",
                "select RANDOM() from (select uuid() from a) | RANDOM false uuid false",
                "select x from a where t > now() - interval 1 day | now true",
                "select x from a order by random() limit 10 | random true",
                "select x from a where y in (select now()) | now true",
                "select x from a join b on a.t < clock_timestamp() | clock_timestamp true",
                "with x as (select gen_random_uuid() from a) select * from x | gen_random_uuid false"
            })
    void seesWhatDiffersAtEveryRun(String sql, String expected) {
        assertThat(SqlText.of(sql).unsteady().stream()
                        .map(unsteady -> unsteady.name() + " " + unsteady.choosesRows())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select x::uuid, random, now from a",
                "select 'now()', \"random\"() from a -- uuid()",
                "select a.now, 1 as current_timestamp from a",
                "select current_date, date_trunc('day', x) from a"
            })
    void takesNothingSteadyForUnsteady(String sql) {
        assertThat(SqlText.of(sql).unsteady()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- nothing | 0 holds no query",
                "; | 0 holds no query",
                "select 1; select 2 | 10 a second statement begins here",
                "select (1 | 7 the ( that opens here isn't closed",
                "select 1) | 8 this ) closes nothing",
                "select 'x | 7 the string that opens here isn't closed",
                "select \"x | 7 the quoted name that opens here isn't closed",
                "select 1 /* x | 9 the comment that opens here isn't closed",
                "DROP TABLE a | 0 DROP is no query"
            })
    void saysWhatNoDatabaseTakes(String sql, String mistake) {
        assertThat(SqlText.of(sql).mistakes())
                .extracting(found -> found.offset() + " " + found.problem())
                .containsExactly(mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'it\\'s' from (a",
                "select /* a /* b */ from (a",
                "select $x$ from (a",
            })
    void saysNothingWhereDialectsDiffer(String sql) {
        assertThat(SqlText.of(sql).mistakes()).isEmpty();
        assertThat(SqlText.of(sql).tables()).isEmpty();
    }

    @Test
    void leavesOutAClosingSemicolonAndWhatFollows() {
        assertThat(SqlText.of("select ';' from a ; -- done\n;").statement()).isEqualTo("select ';' from a");
        assertThat(SqlText.of("select 1 -- a;b\n").statement()).isEqualTo("select 1 -- a;b");
    }

    @Test
    void aQuotedNameMeansItsOwnCaseOnly() {
        assertThat(SqlText.of("select * from \"A\"").tables().get(0).means("a")).isFalse();
        assertThat(SqlText.of("select * from A").tables().get(0).means("a")).isTrue();
    }
}
