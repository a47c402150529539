package io.fullcircle.connector.source.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadersTest {
    @Test
    void takesTheOlderWayWhereADriverKnowsNoJavaTime() throws SQLException {
        ResultSet row = Fakes.knowing(
                ResultSet.class,
                Map.of(
                        "getDate/1", a -> Date.valueOf("2024-03-10"),
                        "getTime/1", a -> Time.valueOf("02:30:00"),
                        "getTimestamp/1", a -> Timestamp.valueOf("2024-02-10 02:30:00.123456789"),
                        "getString/1", a -> "2024-03-10 02:30:00 +05:30"));

        assertThat(Readers.date().read(row, 1)).isEqualTo(LocalDate.of(2024, 3, 10));
        assertThat(Readers.time().read(row, 1)).isEqualTo(LocalTime.of(2, 30));
        assertThat(Readers.timestamp().read(row, 1)).isEqualTo(LocalDateTime.of(2024, 2, 10, 2, 30, 0, 123456789));
        assertThat(Readers.offsetTimestamp().read(row, 1)).isEqualTo("2024-03-10 02:30:00 +05:30");
    }

    @Test
    void asksForJavaTimeOnceWhereItIsRefused() throws SQLException {
        AtomicInteger asked = new AtomicInteger();
        ResultSet row = Fakes.knowing(
                ResultSet.class,
                Map.of(
                        "getObject/2",
                        a -> {
                            asked.incrementAndGet();
                            throw new SQLException("no such class");
                        },
                        "getDate/1",
                        a -> null));
        ColumnReader reader = Readers.date();

        assertThat(reader.read(row, 1)).isNull();
        assertThat(reader.read(row, 1)).isNull();
        assertThat(asked).hasValue(1);
    }

    @Test
    void reportsAConnectionThatIsLostOnTheFirstDate() {
        ResultSet row = Fakes.knowing(ResultSet.class, Map.of());

        assertThatThrownBy(() -> Readers.date().read(row, 1)).isInstanceOf(SQLException.class);
    }

    @Test
    void keepsUnsignedIntegersWhole() throws SQLException {
        BigDecimal most = new BigDecimal("18446744073709551615");
        ResultSet large = Fakes.knowing(ResultSet.class, Map.of("getBigDecimal/1", a -> most));
        ResultSet small = Fakes.knowing(ResultSet.class, Map.of("getBigDecimal/1", a -> BigDecimal.ONE));

        assertThat(Readers.INTEGER.read(large, 1)).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(Readers.INTEGER.read(small, 1)).isEqualTo(1L);
    }

    @Test
    void tellsZeroFromNull() throws SQLException {
        for (boolean isNull : new boolean[] {true, false}) {
            ResultSet row = Fakes.knowing(
                    ResultSet.class,
                    Map.of(
                            "getLong/1", a -> 0L,
                            "getFloat/1", a -> Float.NaN,
                            "getDouble/1", a -> 0.0,
                            "getBoolean/1", a -> false,
                            "wasNull/0", a -> isNull));
            assertThat(Readers.LONG.read(row, 1)).isEqualTo(isNull ? null : 0L);
            assertThat(Readers.FLOAT.read(row, 1)).isEqualTo(isNull ? null : Float.NaN);
            assertThat(Readers.DOUBLE.read(row, 1)).isEqualTo(isNull ? null : 0.0);
            assertThat(Readers.BOOLEAN.read(row, 1)).isEqualTo(isNull ? null : false);
        }
    }
}
