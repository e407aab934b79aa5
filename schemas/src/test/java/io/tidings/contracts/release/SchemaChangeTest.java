package io.tidings.contracts.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;
import org.junit.jupiter.api.Test;

class SchemaChangeTest {

    private static Schema schema(String fields, String inner) {
        String idl = "schema E; record E { " + fields + " } record Inner { " + inner + " } enum Kind { A, B }";
        try {
            return new IdlReader()
                    .parse(new ByteArrayInputStream(idl.getBytes(StandardCharsets.UTF_8)))
                    .getMainSchema();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> changes(Schema older, Schema newer) {
        return SchemaChange.between(older, newer).stream()
                .map(change -> change.kind().sign() + " " + change.field() + ": " + change.words())
                .toList();
    }

    @Test
    void fieldsComeGoAndChangeWithinRecordsToo() {
        Schema older = schema("int a; array<Inner> list; string gone;", "string x; string y;");
        Schema newer = schema("long a; array<Inner> list; union { null, Kind } added = null;", "string x; int z = 7;");
        assertThat(changes(older, newer))
                .containsExactly(
                        "− list[].y: string",
                        "− gone: string",
                        "~ a: int → long",
                        "+ list[].z: int, default 7",
                        "+ added: Kind (A, B) or null, default null");
    }

    @Test
    void aRecordThatComesOrGoesIsOneChange() {
        Schema without = schema("int a;", "string x;");
        Schema with = schema("int a; union { null, Inner } inner = null;", "string x;");
        assertThat(changes(without, with)).containsExactly("+ inner: Inner or null, default null");
        assertThat(changes(with, without)).containsExactly("− inner: Inner or null, default null");
        assertThat(changes(with, with)).isEmpty();
    }

    @Test
    void otherWordsAreAChange() {
        assertThat(changes(schema("/** Old. */ int a;", "int x;"), schema("/** New. */ int a;", "int x;")))
                .containsExactly("~ a: described anew: New.");
    }
}
