package io.tidings.contracts.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.DatumJson;
import io.tidings.contracts.Library;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Memory;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.scenario.MemoryView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;
import org.jspecify.annotations.Nullable;

/** One value of a column of any type, taken through a whole contract. */
final class Conversions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TableName SAMPLE = new TableName("public", "sample");
    private static final String ENUMS = "enum Mood { sad, ok }\nenum MoodOrOther { sad, ok, OTHER } = OTHER;\n";
    private static final String SOURCE = "source: sample\naudit: { table: sample, id: id, action: action }\n";

    private Conversions() {}

    /** What came of it: the datum as json, or {@code rejected}. */
    record Result(String text) {}

    static Result convert(Path directory, String postgres, JsonNode logged, String avro) throws Exception {
        Column text = new Column("text", false, false, Optional.empty());
        Column value = new Column(postgres, false, false, Optional.empty());
        Catalog catalog = Catalog.of(Map.of(
                SAMPLE, new Table(SAMPLE, List.of("id"), Map.of("id", text, "action", text, "v", value), Set.of())));
        Compilation compiled = Library.compile(directory, SOURCE, Map.of("sample.avdl", contract(avro)), catalog);
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", "1");
        row.put("action", "sample");
        row.put("v", JSON.treeToValue(logged, Object.class));
        Contracts contracts = Library.contracts(compiled);
        Outcome outcome = contracts
                .evaluate(new Trigger.Audited(new Row(SAMPLE, row), new MemoryView(Map.of(), null)), Memory.none())
                .outcomes()
                .get(0);
        if (!(outcome instanceof Outcome.Event event)) {
            return new Result("rejected");
        }
        Schema type = event.value().getSchema().getField("v").schema();
        return new Result(DatumJson.of(type, event.value().get("v")).toString());
    }

    private static String contract(String avro) {
        return "schema Sample;\n" + ENUMS + "@on(\"sample\") @key(\"audit.id\") record Sample { " + avro
                + " @from(\"audit.v\") v; }\n";
    }

    /** The logical type's name, or else the type's, of a type in IDL. */
    static String avroType(String idl) {
        try {
            Schema type = new IdlReader()
                    .parse(new ByteArrayInputStream(contract(idl).getBytes(StandardCharsets.UTF_8)))
                    .getMainSchema()
                    .getField("v")
                    .schema();
            return type.getLogicalType() == null
                    ? type.getType().getName()
                    : type.getLogicalType().getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
