package io.fullcircle.connector.source.snowflake;

/** The types' names as Snowflake's SQL has them, which its driver spells otherwise. */
final class SnowflakeTypes {
    private SnowflakeTypes() {}

    /** @param driverName as the driver's metadata has it */
    static String shown(String driverName, int precision, int scale) {
        return switch (driverName) {
            case "NUMBER", "FIXED", "DECIMAL", "BIGINT" -> "NUMBER(" + precision + "," + scale + ")";
            case "DOUBLE", "REAL" -> "FLOAT";
            case "TEXT" -> "VARCHAR";
            case "TIMESTAMPNTZ" -> "TIMESTAMP_NTZ";
            case "TIMESTAMPLTZ" -> "TIMESTAMP_LTZ";
            case "TIMESTAMPTZ" -> "TIMESTAMP_TZ";
            default -> driverName;
        };
    }
}
