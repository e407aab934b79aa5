package io.tidings.contracts.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.scenario.MemoryView;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OccurrenceTest {

    private static String sequence(long position, int index, int ordinal) {
        MemoryView view = new MemoryView(Map.of(), null);
        Trigger trigger = new Trigger.Audited(new Row(new TableName("public", "log"), Map.of()), view);
        return new Occurrence(trigger, position, index, 0).sequence(ordinal);
    }

    @Test
    void sequencesSortAsTransactionsAuditRowsAndContractsDo() {
        assertThat(sequence(0x9L, 0, 0)).isEqualTo("0000000000000009-00000000-00");
        assertThat(sequence(0x9L, 0xFF, 9)).isLessThan(sequence(0x10L, 0, 0));
        assertThat(sequence(0x10L, 9, 0xFF)).isLessThan(sequence(0x10L, 10, 0));
        assertThat(sequence(0x10L, 9, 9)).isLessThan(sequence(0x10L, 9, 10));
    }
}
