package io.tidings.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.enricher.LetterOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LettersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Letter> records = new ArrayList<>();

    private Letter write(String key, String json) {
        try {
            Letter letter = new Letter(key, "0:" + records.size(), JSON.readTree(json.replace('\'', '"')));
            records.add(letter);
            return letter;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private Letter rejected(String sequence, String topic) {
        return write(
                "a" + sequence,
                "{'outcome':'rejected','sequence':'" + sequence + "','topic':'" + topic + "','id':'" + sequence + ":"
                        + topic + "','auditId':'row " + sequence
                        + "','committed':'2026-01-02T03:04:05Z','reason':'name: is empty',"
                        + "'reasons':[{'field':'name'},{'field':'tags[0]'}]}");
    }

    private void outcome(String outcome, String sequence, String topic) {
        write(
                sequence,
                "{'outcome':'" + outcome + "','sequence':'" + sequence + "','topic':'" + topic + "','request':'r'}");
    }

    @Test
    void openIsWhatIsNeitherAnEventNorForgotten() {
        rejected("03", "a");
        rejected("01", "a");
        rejected("01", "b");
        rejected("02", "a");
        outcome("redriven", "01", "a");
        outcome("forgotten", "02", "a");
        outcome("not-open", "09", "a");
        Letters letters = new Letters(records);
        assertThat(letters.open()).extracting(Letter::toString).containsExactly("01 b", "03 a");
        assertThat(letters.all()).extracting(Letter::toString).containsExactly("01 a", "01 b", "02 a", "03 a");
        assertThat(letters.outcome(letters.all().get(0))).isEqualTo(LetterOutcome.REDRIVEN);
        assertThat(letters.outcome(letters.all().get(1))).isEqualTo(LetterOutcome.REJECTED);
    }

    @Test
    void whatIsRejectedAgainIsOneLetterThatSaysTheLatestReason() {
        rejected("01", "a");
        write("a01", "{'outcome':'rejected','sequence':'01','topic':'a','reason':'still','request':'r'}");
        assertThat(new Letters(records).open()).extracting(Letter::reason).containsExactly("still");
        assertThat(new Letters(records).history("01")).hasSize(2);
        assertThat(new Letters(records).history("a01")).hasSize(2);
    }

    @Test
    void aLetterIsFoundByAnyNameThatAPersonMayKnow() {
        rejected("01", "a");
        rejected("01", "b");
        rejected("02", "a");
        Letters letters = new Letters(records);
        assertThat(letters.history("01:b")).extracting(Letter::toString).containsExactly("01 b");
        assertThat(letters.history("row 01")).hasSize(2);
        assertThat(letters.history("0:2")).extracting(Letter::toString).containsExactly("02 a");
        assertThat(letters.history("row")).isEmpty();
    }

    @Test
    void lettersFromBeforeThereWereOutcomesAreRejectedOnes() {
        write("7", "{'sequence':'01','topic':'a','reason':'x'}");
        assertThat(new Letters(records).open()).hasSize(1);
    }

    @Test
    void whatCouldNotBeReadIsNamedByItsPlace() {
        write("0:5", "{'outcome':'unreadable','reason':'no json','partition':0,'offset':5}");
        assertThat(new Letters(records).open()).extracting(Letter::id).containsExactly("0:0");
        assertThat(new Letters(records).history("0:5")).hasSize(1);
    }

    private static Filter filter(String... arguments) {
        Filter filter = new Filter();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("filter", CommandLine.Model.CommandSpec.forAnnotatedObject(filter)))
                .parseArgs(arguments);
        return filter;
    }

    @Test
    void filtersHoldTogether() {
        Letter letter = rejected("01", "a");
        assertThat(filter().isEmpty()).isTrue();
        assertThat(filter().accepts(letter)).isTrue();
        assertThat(filter("--event", "b", "--event", "a").accepts(letter)).isTrue();
        assertThat(filter("--event", "b").accepts(letter)).isFalse();
        assertThat(filter("--field", "tags[0]").accepts(letter)).isTrue();
        assertThat(filter("--field", "tags").accepts(letter)).isFalse();
        assertThat(filter("--reason", "is empty").accepts(letter)).isTrue();
        assertThat(filter("--reason", "full").accepts(letter)).isFalse();
        assertThat(filter("--since", "2026-01-02T03:04:05Z").accepts(letter)).isTrue();
        assertThat(filter("--since", "2026-01-02T03:04:06Z").accepts(letter)).isFalse();
        assertThat(filter("--until", "2026-01-02T03:04:05Z").accepts(letter)).isFalse();
        assertThat(filter("--until", "2026-01-02T03:04:06Z", "--event", "a").accepts(letter))
                .isTrue();
        assertThat(filter("--until", "2026-01-02T03:04:06Z", "--event", "b").accepts(letter))
                .isFalse();
    }
}
