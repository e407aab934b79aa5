package io.tidings.contracts.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
    private static final List<String> ALIKE = List.of(
            "0",
            "-0",
            "00",
            "7",
            "07",
            "+7",
            "-7",
            "7.0",
            " 7",
            "",
            "-",
            "٧",
            "999999999999999999",
            "-999999999999999999",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999",
            "a",
            "d9b2d63d-a233-4123-847a-7090d1f0a5d1");

    @ParameterizedTest
    @ValueSource(strings = {"", "other"})
    void keysAreEqualWhenTheirTextsAre(String second) {
        for (String text : ALIKE) {
            for (String other : ALIKE) {
                Key key = key(text, second);
                assertThat(key.equals(key(other, second)))
                        .as(text + " and " + other)
                        .isEqualTo(text.equals(other));
            }
            assertThat(key(text, second)).hasSameHashCodeAs(key(text, second));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other"})
    void keysGiveTheTextsThatTheyWereMadeOf(String second) {
        for (String text : ALIKE) {
            assertThat(key(text, second).parts()).isEqualTo(parts(text, second));
        }
    }

    @Test
    void keyOfOneColumnIsNotOneOfTwo() {
        assertThat(Key.of("7")).isNotEqualTo(new Key(List.of("7", "")));
        assertThat(Key.of("0")).isNotEqualTo(Key.of("a"));
    }

    private static Key key(String first, String second) {
        return new Key(parts(first, second));
    }

    private static List<String> parts(String first, String second) {
        return second.isEmpty() ? List.of(first) : List.of(first, second);
    }
}
