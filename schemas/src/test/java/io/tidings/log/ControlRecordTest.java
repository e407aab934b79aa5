package io.tidings.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SortedSet<TableName> TABLES =
            new TreeSet<>(List.of(new TableName("public", "users"), new TableName("Odd \"one\"", "ä")));

    @Test
    void eachIsReadAsItWasWritten() throws Exception {
        for (ControlRecord record : List.of(
                new ControlRecord.Source("7559000000000000001", 3),
                new ControlRecord.SnapshotComplete(8, TABLES),
                new ControlRecord.TablesBegin(Long.MAX_VALUE, TABLES),
                new ControlRecord.TablesComplete(9, new TreeSet<>()),
                new ControlRecord.LateBegin(10, TABLES),
                new ControlRecord.LateComplete(10, TABLES),
                new ControlRecord.Redrive("r1", List.of(new ControlRecord.Redrive.Letter("0a-0b", "t"))),
                new ControlRecord.Redrive("r2", List.of()))) {
            assertThat(ControlRecord.of(JSON.readTree(record.json()))).contains(record);
        }
    }

    @Test
    void itsFormIsFixed() {
        assertThat(new ControlRecord.Source("7", 1).json())
                .asString()
                .isEqualTo("{\"status\":\"SOURCE\",\"system\":\"7\",\"timeline\":1}");
        assertThat(new ControlRecord.TablesBegin(8, new TreeSet<>(List.of(new TableName("public", "users")))).json())
                .asString()
                .isEqualTo("{\"status\":\"TABLES_BEGIN\",\"position\":8,\"tables\":[\"public.users\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"status\":\"BEGIN\",\"id\":\"7:8\"}",
                "{\"status\":\"SOURCE\"}",
                "{\"status\":\"TABLES_BEGIN\",\"tables\":[]}",
                "{\"status\":\"TABLES_BEGIN\",\"position\":1,\"tables\":\"public.users\"}",
                "{\"status\":\"TABLES_BEGIN\",\"position\":1,\"tables\":[\".users\"]}",
                "{\"status\":\"REDRIVE\",\"letters\":[]}",
                "{\"status\":\"REDRIVE\",\"request\":\"r\",\"letters\":[{\"topic\":\"t\"}]}",
                "{\"status\":\"TABLES_MIDDLE\",\"position\":1,\"tables\":[]}",
            })
    void whatHasNotItsFormIsNone(String json) throws Exception {
        assertThat(ControlRecord.of(JSON.readTree(json))).isEmpty();
    }
}
