package io.tidings.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CausesTest {

    private static final IOException INSIDE = new IOException("  \n inside.\nmore of it");
    private static final Throwable WRAPPED =
            new CompletionException("outside", new UncheckedIOException("between", INSIDE));

    @Test
    void aCauseIsFoundHoweverDeep() {
        assertThat(Causes.find(WRAPPED, IOException.class)).hasValue(INSIDE);
        assertThat(Causes.find(WRAPPED, IllegalStateException.class)).isEmpty();
        assertThat(Causes.find(null, Throwable.class)).isEmpty();
    }

    @Test
    void theInnermostGivesTheReasonInOneLine() {
        assertThat(Causes.reason(WRAPPED)).isEqualTo("inside");
    }

    @Test
    void oneThatSaysNothingIsNamed() {
        assertThat(Causes.reason(new RuntimeException(new IOException()))).isEqualTo("IOException");
    }

    @Test
    void aCircleOfCausesEnds() {
        Exception one = new Exception("one");
        Exception other = new Exception("other", one);
        one.initCause(other);
        assertThat(Causes.find(one, IOException.class)).isEmpty();
        assertThat(Causes.reason(one)).isEqualTo("one");
    }
}
