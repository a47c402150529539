package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.time.Duration;
import net.snowflake.client.api.connection.SnowflakeConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private StandIn standIn;

    @BeforeEach
    void start() {
        standIn = StandIn.start(StandInOptions.defaults()
                .withUser(User.named("tester").withPassword("secret"))
                .withPoll(Duration.ofMillis(50)));
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void renewsAnExpiredSessionUnseen() throws Exception {
        try (var client = Client.of(standIn)) {
            standIn.sessions().expireAll();
            assertThat(client.value("select 1")).isEqualTo("1");
            standIn.clock().advance(Duration.ofMinutes(61));
            assertThat(client.value("select 2")).isEqualTo("2");
        }
        assertThat(standIn.sessions().renewals()).isEqualTo(2);
        assertThat(standIn.sessions().logins()).isEqualTo(1);
    }

    @Test
    void renewsASessionThatExpiresWhileAStatementIsPolledAndRunsItOnce() throws Exception {
        standIn.faults().add(Fault.querySlow("'polled'", Duration.ofMillis(400)));
        try (var client = Client.of(standIn)) {
            standIn.faults().add(Fault.sessionExpires(2));
            assertThat(client.value("select 'polled'")).isEqualTo("polled");
        }
        assertThat(standIn.sessions().renewals()).isEqualTo(1);
        assertThat(standIn.statements().executed("select 'polled'")).hasSize(1);
    }

    @Test
    void endsForGoodWithItsMasterToken() throws Exception {
        try (var client = Client.of(standIn)) {
            client.run("create temporary table scratch as select 1 as a");
            standIn.sessions().expireMasters();
            var failure = client.failure("select a from scratch");
            assertThat(failure.getErrorCode()).isEqualTo(390114);
            assertThat(failure.getSQLState()).isEqualTo("XX000");
            assertThat(client.failure("select 1").getErrorCode()).isEqualTo(390114);
            assertThat(client.connection.isValid(5)).isFalse();
        }
        try (var client = Client.of(standIn)) {
            standIn.clock().advance(Duration.ofHours(5));
            assertThat(client.failure("select 1").getErrorCode()).isEqualTo(390114);
        }
        try (var client = Client.of(standIn)) {
            standIn.faults().add(Fault.sessionExpires(0));
            standIn.faults().add(Fault.masterDies());
            assertThat(client.failure("select 1").getErrorCode()).isEqualTo(390114);
        }
    }

    @Test
    void isKeptAliveByHeartbeats() throws Exception {
        try (var client = Client.of(standIn)) {
            assertThat(client.connection.isValid(5)).isTrue();
            standIn.clock().advance(Duration.ofHours(3));
            assertThat(client.connection.isValid(5)).isTrue();
            standIn.clock().advance(Duration.ofHours(3));
            assertThat(client.value("select 1")).isEqualTo("1");
        }
        assertThat(standIn.sessions().heartbeats()).isEqualTo(2);
        assertThat(standIn.statements().all()).hasSize(1);
    }

    @Test
    void endsWithTheConnection() throws Exception {
        var client = Client.of(standIn);
        assertThat(standIn.sessions().all()).hasSize(1);
        client.close();
        assertThat(standIn.sessions().all()).isEmpty();
    }

    @Test
    void keepsTemporaryTablesToItself() throws Exception {
        try (var client = Client.of(standIn);
                var other = Client.of(standIn)) {
            client.run("create temporary table scratch (a int)");
            client.run("insert into scratch values (7)");
            assertThat(client.value("select a from demo.public.scratch")).isEqualTo("7");
            assertThat(other.failure("select a from scratch").getErrorCode()).isEqualTo(2003);
            client.run("drop table demo.public.scratch");
            assertThat(client.failure("select a from scratch").getErrorCode()).isEqualTo(2003);
        }
    }

    @Test
    void hasItsOwnTimeZoneAndPlace() throws Exception {
        try (var client = Client.of(standIn)) {
            client.run("create database other");
            client.run("create schema other.place");
            client.run("create table other.place.t as select 1 as a");
            client.run("use schema demo.public");
            assertThat(client.failure("select a from t").getErrorCode()).isEqualTo(2003);
            client.run("use other.place");
            assertThat(client.value("select a from t")).isEqualTo("1");
            assertThat(client.connection.getCatalog()).isEqualTo("OTHER");
            var midnight = "select '2026-01-01'::timestamp_ltz = '2026-01-01 00:00:00 +09:00'::timestamp_ltz";
            client.run("alter session set timezone = 'Asia/Tokyo'");
            assertThat(client.value(midnight)).isEqualTo("TRUE");
            client.run("alter session set timezone = 'UTC'");
            assertThat(client.value(midnight)).isEqualTo("FALSE");
            var failure = catchThrowableOfType(SQLException.class, () -> client.run("use schema nowhere.at_all"));
            assertThat(failure.getErrorCode()).isEqualTo(2043);
            assertThat(client.connection.unwrap(SnowflakeConnection.class).getSessionID())
                    .isEqualTo(String.valueOf(standIn.sessions().all().get(0).id()));
        }
    }
}
