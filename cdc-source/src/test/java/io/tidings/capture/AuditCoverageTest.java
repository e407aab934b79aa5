package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.AuditCoverage.Hidden;
import io.tidings.contracts.catalog.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCoverageTest {
    private static final TableName AUDIT = new TableName("public", "audit");
    private static final Map<String, String> FACTS = Map.of(
            "table", "100",
            "published", "5 7 6 8",
            "named", "9",
            "partition 101", "10",
            "partition 102", "11",
            "attached 102", "audit_2",
            "column 1", "id integer");
    private static final AuditCoverage BEFORE = coverage();

    private static AuditCoverage coverage(String... changes) {
        Map<String, String> facts = new TreeMap<>(FACTS);
        for (String change : changes) {
            String[] parts = change.split(": ?", 2);
            if (parts[1].equals("gone")) {
                facts.remove(parts[0]);
            } else {
                facts.put(parts[0], parts[1]);
            }
        }
        return new AuditCoverage(AUDIT, new TreeMap<>(facts));
    }

    @ParameterizedTest
    @CsvSource({
        "table: 200, true, public.audit is another table than before",
        "published: 5 7 6 9, false, The publication was changed or made again",
        "named: 10, false, public.audit was renamed",
        "uncovered: The publication did not give every row, false, The publication did not give every row",
    })
    void somethingHidesRows(String change, boolean ofAnyAge, String reason) {
        Hidden hidden = coverage(change).hiddenSince(BEFORE).orElseThrow();
        assertThat(hidden.reason()).startsWith(reason);
        assertThat(hidden.ofAnyAge()).isEqualTo(ofAnyAge);
    }

    @Test
    void whatWasNotCoveredAtTheLastLookWasNotUntilThisOne() {
        AuditCoverage uncovered = coverage("uncovered: It did not.");
        assertThat(uncovered.isCovered()).isFalse();
        assertThat(BEFORE.hiddenSince(uncovered)).contains(new Hidden("It did not.", false));
    }

    @Test
    void aPartitionThatWasATableOfItsOwnBringsRowsOfAnyAge() {
        Optional<Hidden> attached =
                coverage("partition 103: 12", "attached 103: audit_3").hiddenSince(BEFORE);
        assertThat(attached).contains(new Hidden("The partition audit_3 was attached with rows in it", true));
        assertThat(coverage("partition 102: 13").hiddenSince(BEFORE))
                .as("detached and attached")
                .isPresent();
    }

    @Test
    void aPartitionThatIsAttachedWithoutRowsBringsNone() {
        assertThat(coverage("partition 103: 12", "attached 103: audit_3", "bare 103: ")
                        .hiddenSince(BEFORE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "column 2: note text",
                "column 1: gone",
                "partition 103: 12",
                "partition 101: gone",
                "bare 101: ",
                "file 100: 7",
            })
    void theUsualLifeOfATableHidesNothing(String change) {
        assertThat(coverage(change).hiddenSince(BEFORE)).isEmpty();
    }

    @Test
    void whatAnEarlierVersionDidNotRememberIsNoDifference() {
        assertThat(BEFORE.hiddenSince(coverage("named: gone", "attached 102: gone")))
                .isEmpty();
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(AuditCoverage.parse(BEFORE.text())).isEqualTo(BEFORE);
        AuditCoverage none = new AuditCoverage(AUDIT, new TreeMap<>());
        assertThat(AuditCoverage.parse(none.text())).isEqualTo(none);
    }
}
