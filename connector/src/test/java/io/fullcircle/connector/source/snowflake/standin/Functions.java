package io.fullcircle.connector.source.snowflake.standin;

import java.util.List;

/** Snowflake's functions that DuckDB lacks, as macros. The names with SF_ in front are what {@link Expressions} writes. */
final class Functions {
    static final List<String> ALL = List.of(
            macro("IFF(c, a, b)", "CASE WHEN c THEN a ELSE b END"),
            macro("NVL(a, b)", "coalesce(a, b)"),
            macro("NVL2(a, b, c)", "CASE WHEN a IS NULL THEN c ELSE b END"),
            macro("ZEROIFNULL(a)", "coalesce(a, 0)"),
            macro("PARSE_JSON(t)", "CAST(t AS JSON)"),
            macro("TRY_PARSE_JSON(t)", "TRY_CAST(t AS JSON)"),
            macro("TO_VARIANT(a)", "to_json(a)"),
            macro("IS_NULL_VALUE(a)", "json_type(to_json(a)) = 'NULL'"),
            macro("TO_NUMBER(a)", "CAST(a AS DECIMAL(38,0))"),
            macro("TO_DOUBLE(a)", "CAST(a AS DOUBLE)"),
            macro("TRY_TO_NUMBER(a)", "TRY_CAST(a AS DECIMAL(38,0))"),
            macro("TRY_TO_DATE(a)", "TRY_CAST(a AS DATE)"),
            macro("SHA2(a)", "sha256(a)"),
            macro("TO_DATE(a)", "CAST(a AS DATE)"),
            macro("TO_BINARY(a)", "unhex(a)"),
            macro("TO_TIMESTAMP_NTZ(a)", "CAST(a AS TIMESTAMP_NS)"),
            macro("TO_TIMESTAMP_LTZ(a)", "CAST(a AS TIMESTAMPTZ)"),
            macro("SF_TO_TIMESTAMP(a)", "CAST(a AS TIMESTAMP_NS)"),
            macro("SF_TO_VARCHAR(a)", "CAST(a AS VARCHAR)"),
            macro("SF_UNIFORM(a, b, r)", "CAST(a + abs(hash(r) % (b - a + 1)) AS DECIMAL(38,0))"),
            macro("CONVERT_TIMEZONE(z, a)", "timezone(z, CAST(a AS TIMESTAMPTZ))"),
            macro("SF_DATEADD(u, n, a)", """
                    a + CASE rtrim(lower(u), 's')
                        WHEN 'year' THEN to_years(CAST(n AS INTEGER))
                        WHEN 'quarter' THEN to_months(3 * CAST(n AS INTEGER))
                        WHEN 'month' THEN to_months(CAST(n AS INTEGER))
                        WHEN 'week' THEN to_days(7 * CAST(n AS INTEGER))
                        WHEN 'day' THEN to_days(CAST(n AS INTEGER))
                        WHEN 'hour' THEN to_hours(CAST(n AS BIGINT))
                        WHEN 'minute' THEN to_minutes(CAST(n AS BIGINT))
                        WHEN 'second' THEN to_seconds(CAST(n AS DOUBLE))
                        WHEN 'millisecond' THEN to_milliseconds(CAST(n AS DOUBLE))
                        WHEN 'microsecond' THEN to_microseconds(CAST(n AS BIGINT))
                        ELSE error('unknown date part')
                    END"""),
            // Snowflake allows a blank before the offset, DuckDB does not.
            macro("SF_ZONED(t)", "CAST(regexp_replace(t, '\\s+(Z|[+-]\\d{2}(?::?\\d{2})?)$', '\\1') AS TIMESTAMPTZ)"),
            // The offset at the end of a timestamp's text, and the text without it.
            macro("SF_OFFSET(t)", "regexp_extract(t, ':\\d{2}(?:\\.\\d+)?\\s*(Z|[+-]\\d{2}(?::?\\d{2})?)$', 1)"),
            macro(
                    "SF_LOCAL(t)",
                    "CAST(regexp_replace(t, '(:\\d{2}(?:\\.\\d+)?)\\s*(?:Z|[+-]\\d{2}(?::?\\d{2})?)$', '\\1') AS"
                            + " TIMESTAMP_NS)"),
            macro("SF_MINUTES(t)", """
                    CASE
                        WHEN SF_OFFSET(t) = 'Z' THEN 0
                        WHEN SF_OFFSET(t) <> '' THEN
                            CASE WHEN SF_OFFSET(t)[1] = '-' THEN -1 ELSE 1 END
                            * (CAST(SF_OFFSET(t)[2:3] AS INTEGER) * 60
                                + coalesce(TRY_CAST(right(replace(SF_OFFSET(t), ':', '')[4:], 2) AS INTEGER), 0))
                        ELSE
                            CAST((epoch_us(CAST(SF_LOCAL(t) AS TIMESTAMP))
                                - epoch_us(timezone(current_setting('TimeZone'), CAST(SF_LOCAL(t) AS TIMESTAMP))))
                                // 60000000 AS INTEGER)
                    END"""),
            // Both branches of a CASE may be computed, so the other one must not fail on a struct's text.
            macro("SF_TEXT(t)", "CASE WHEN t LIKE '{%' THEN NULL ELSE t END"),
            // Casts of whatever comes; a TIMESTAMP_TZ is known by its fields.
            macro("SF_NTZ(a)", """
                    CASE WHEN json_type(to_json(a)) = 'OBJECT'
                        THEN make_timestamp_ns(epoch_ns(CAST(to_json(a) ->> 'tz_utc' AS TIMESTAMP_NS))
                            + CAST(to_json(a) ->> 'tz_minutes' AS BIGINT) * 60000000000)
                        ELSE SF_LOCAL(SF_TEXT(CAST(a AS VARCHAR)))
                    END"""),
            macro("SF_INSTANT(a)", """
                    CASE WHEN json_type(to_json(a)) = 'OBJECT'
                        THEN CAST((to_json(a) ->> 'tz_utc') || '+00' AS TIMESTAMPTZ)
                        ELSE SF_ZONED(SF_TEXT(CAST(a AS VARCHAR)))
                    END"""),
            macro("SF_UTC(t)", "make_timestamp_ns(epoch_ns(SF_LOCAL(t)) - SF_MINUTES(t) * 60000000000)"),
            macro(
                    "SF_TZ(a)",
                    "CASE WHEN a IS NULL THEN NULL ELSE struct_pack(tz_utc := SF_UTC(CAST(a AS VARCHAR)),"
                            + " tz_minutes := CAST(SF_MINUTES(CAST(a AS VARCHAR)) AS SMALLINT)) END"),
            macro(
                    "SF_LTZ(a)",
                    "CASE WHEN a IS NULL THEN NULL ELSE struct_pack(ltz_utc := SF_UTC(CAST(a AS VARCHAR))) END"));

    private Functions() {}

    private static String macro(String head, String body) {
        return "CREATE MACRO \"SF$\".main." + head + " AS " + body;
    }
}
