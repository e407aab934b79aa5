package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrayLiteralTest {

    @Test
    void elementsAreReadAsPostgresqlPrintsThem() {
        assertThat(ArrayLiteral.elements("{}")).contains(java.util.List.of());
        assertThat(ArrayLiteral.elements("{1,-2}").orElseThrow()).containsExactly("1", "-2");
        assertThat(ArrayLiteral.elements("{a b,\"\",\"b,\\\"c\\\\\",NULL,\"NULL\",\"{}\"}")
                        .orElseThrow())
                .containsExactly("a b", "", "b,\"c\\", null, "NULL", "{}");
    }

    @Test
    void boundsAreNoElements() {
        assertThat(ArrayLiteral.elements("[5:6]={1,2}").orElseThrow()).containsExactly("1", "2");
    }

    @Test
    void anArrayOfArraysHasNoElements() {
        assertThat(ArrayLiteral.elements("{{1,2},{3,4}}")).isEmpty();
        assertThat(ArrayLiteral.elements("[1:1][0:1]={{1,2}}")).isEmpty();
    }
}
