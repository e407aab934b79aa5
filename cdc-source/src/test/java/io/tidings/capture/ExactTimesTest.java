package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.connector.postgresql.PostgresValueConverter;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGStatement;
import org.postgresql.jdbc.TimestampUtils;

class ExactTimesTest {

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Pacific/Apia"})
    void aDateOfASnapshotIsTheOneThatTheDriverRead(String zone) throws Exception {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            TimestampUtils driver = new TimestampUtils(false, TimeZone::getDefault);
            for (String text : new String[] {
                "2024-02-29",
                "1582-10-15",
                "1582-10-04",
                "1500-02-28",
                "1883-11-18",
                "1937-07-01",
                "2011-12-31",
                "0001-01-01"
            }) {
                assertThat(ExactTimes.date(driver.toDate(null, text))).isEqualTo(text + "Z");
            }
            assertThat(ExactTimes.date(driver.toDate(null, "0044-03-15 BC"))).isEqualTo("-0043-03-15Z");
            assertThat(ExactTimes.date(driver.toDate(null, "5874897-12-31"))).isEqualTo("+5874897-12-31Z");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void infinityIsNoDay() {
        assertThat(ExactTimes.date(new Date(PGStatement.DATE_POSITIVE_INFINITY)))
                .isEqualTo("infinity");
        assertThat(ExactTimes.date(new Date(PGStatement.DATE_NEGATIVE_INFINITY)))
                .isEqualTo("-infinity");
        assertThat(ExactTimes.date(PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE))
                .isEqualTo("infinity");
        assertThat(ExactTimes.date("-infinity")).isEqualTo("-infinity");
        assertThat(ExactTimes.timestamp("infinity")).isEqualTo("infinity");
        assertThat(ExactTimes.timestamp(PostgresValueConverter.NEGATIVE_INFINITY_INSTANT))
                .isEqualTo("-infinity");
    }

    @Test
    void theLogAndTheSnapshotGiveOneText() {
        assertThat(ExactTimes.date(LocalDate.of(-43, 3, 15))).isEqualTo("-0043-03-15Z");
        assertThat(ExactTimes.date("0044-03-15 BC")).isEqualTo("-0043-03-15Z");
        assertThat(ExactTimes.timestamp(Instant.parse("2024-02-29T12:34:00.5Z")))
                .isEqualTo("2024-02-29T12:34:00.5Z");
        assertThat(ExactTimes.timestamp("2024-02-29 12:34:00.5")).isEqualTo("2024-02-29T12:34:00.5Z");
        assertThat(ExactTimes.timestamp("4713-01-01 00:00:00 BC")).isEqualTo("-4712-01-01T00:00:00Z");
        assertThat(ExactTimes.time("24:00:00")).isEqualTo("24:00:00Z");
        assertThat(ExactTimes.timestampWithZone("2024-01-01 00:00:00.5+05:30"))
                .isEqualTo("2023-12-31T18:30:00.500000Z");
        assertThat(ExactTimes.timeWithZone("00:00:00-01:30")).isEqualTo("01:30:00Z");
    }

    @Test
    void aDefaultIsInItsFormAlready() {
        assertThat(ExactTimes.date("2024-01-01Z")).isEqualTo("2024-01-01Z");
        assertThat(ExactTimes.date(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"03/12/2024", "Tue Dec 03 00:00:00 2024", "2024-12-03 00:00:00 EST", "", "2024"})
    void aTextThatIsNoneOfTheseIsRefused(String text) {
        assertThatThrownBy(() -> ExactTimes.date(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExactTimes.timestamp(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExactTimes.time(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExactTimes.timestampWithZone(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
