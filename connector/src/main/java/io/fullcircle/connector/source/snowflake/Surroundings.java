package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.base.ConfigurationException;
import java.nio.Buffer;
import java.time.Instant;
import java.time.ZoneId;
import net.snowflake.client.api.driver.SnowflakeDriver;

/** What the driver needs of the JVM. Without it a login succeeds and the first rows fail, or dates are off by a day. */
final class Surroundings {
    private static final String HOW =
            "Start Java with --add-opens=java.base/java.nio=ALL-UNNAMED -Duser.timezone=UTC, as"
                    + " bin/fullcircle does.";

    private Surroundings() {}

    /** @throws ConfigurationException when this JVM was started without it */
    static void check() {
        check(Buffer.class.getModule().isOpen("java.nio", SnowflakeDriver.class.getModule()), ZoneId.systemDefault());
    }

    static void check(boolean opened, ZoneId zone) {
        if (!opened) {
            throw new ConfigurationException(
                    "Snowflake's driver can't read results in this JVM: java.nio isn't open to it", HOW);
        }
        boolean utc = zone.getRules().isFixedOffset()
                && zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds() == 0;
        if (!utc) {
            throw new ConfigurationException(
                    "Snowflake's driver shifts dates in this JVM: its time zone is " + zone + ", not UTC", HOW);
        }
    }
}
