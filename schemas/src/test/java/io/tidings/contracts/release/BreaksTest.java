package io.tidings.contracts.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.plan.Compatibility;
import io.tidings.contracts.release.Break.Readers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreaksTest {

    private static Schema event(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"E\",\"namespace\":\"n\",\"fields\":["
                        + fields.replace('\'', '"') + "]}");
    }

    private static List<String> breaks(String was, String is) {
        return Breaks.of("e", event(is), new TreeMap<>(Map.of(1, event(was))), Compatibility.FULL_TRANSITIVE).stream()
                .map(found -> found.readers() + " " + found.record() + "." + found.field() + " " + found.sentence())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'name':'a','type':'int'} | {'name':'a','type':'long'} | OLD E.a is long and was int
            {'name':'a','type':'long'} | {'name':'a','type':'int'} | NEW E.a is int and was long
            {'name':'a','type':'int'} | {'name':'a','type':['null','int']} | OLD E.a is null and was int
            {'name':'a','type':['null','int']} | {'name':'a','type':['null','string']} | OLD E.a can be string, which it could not;NEW E.a cannot be int any more
            {'name':'a','type':{'type':'enum','name':'K','symbols':['X']}} | {'name':'a','type':{'type':'enum','name':'K','symbols':['X','Y']}} | OLD E.a can be Y, which the released K does not know, and it has no default
            {'name':'a','type':{'type':'enum','name':'K','symbols':['X','Y']}} | {'name':'a','type':{'type':'enum','name':'K','symbols':['X']}} | NEW E.a cannot be Y any more, and K has no default
            {'name':'a','type':'string'},{'name':'b','type':'int'} | {'name':'a','type':'string'} | OLD E.b is gone, and the released schema has no default for it
            {'name':'a','type':'string'} | {'name':'a','type':'string'},{'name':'b','type':'int'} | NEW E.b is new and has no default
            {'name':'a','type':{'type':'fixed','name':'F','size':4}} | {'name':'a','type':{'type':'fixed','name':'F','size':8}} | OLD E.a is F (8 bytes) and was F (4 bytes);NEW E.a is F (8 bytes) and was F (4 bytes)
            {'name':'a','type':{'type':'long','logicalType':'timestamp-millis'}} | {'name':'a','type':{'type':'long','logicalType':'timestamp-micros'}} | OLD E.a is timestamp-micros and was timestamp-millis;NEW E.a is timestamp-micros and was timestamp-millis
            {'name':'a','type':{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}} | {'name':'a','type':{'type':'bytes','logicalType':'decimal','precision':9,'scale':3}} | OLD E.a is decimal(9, 3) and was decimal(9, 2);NEW E.a is decimal(9, 3) and was decimal(9, 2)
            {'name':'a','type':'string'} | {'name':'a','type':{'type':'bytes','logicalType':'decimal','precision':8,'scale':2}} | OLD E.a is decimal(8, 2) and was string;NEW E.a is decimal(8, 2) and was string
            {'name':'a','type':{'type':'int','logicalType':'date'}} | {'name':'a','type':{'type':'long','logicalType':'timestamp-millis'}} | OLD E.a is timestamp-millis and was date;NEW E.a is timestamp-millis and was date
            {'name':'a','type':{'type':'record','name':'R','fields':[]}} | {'name':'a','type':{'type':'record','name':'S','fields':[]}} | OLD E.a is S and was R;NEW E.a is S and was R
            {'name':'a','type':{'type':'array','items':{'type':'record','name':'R','fields':[{'name':'x','type':'int'}]}}} | {'name':'a','type':{'type':'array','items':{'type':'record','name':'R','fields':[{'name':'x','type':'string'}]}}} | OLD R.x is string and was int;NEW R.x is string and was int
            """)
    void theFieldAndWhomItBreaksAreNamed(String was, String is, String expected) {
        assertThat(breaks(was, is)).containsExactly(expected.split(";"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'name':'a','type':'string'} | {'name':'a','type':'string'},{'name':'b','type':['null','int'],'default':null}
            {'name':'a','type':'string'},{'name':'b','type':'int','default':1} | {'name':'a','type':'string'}
            {'name':'a','type':'string'} | {'name':'a','type':'string','doc':'words'}
            {'name':'a','type':{'type':'enum','name':'K','symbols':['X'],'default':'X'}} | {'name':'a','type':{'type':'enum','name':'K','symbols':['X','Y'],'default':'X'}}
            """)
    void whatBothSidesCanReadBreaksNobody(String was, String is) {
        assertThat(breaks(was, is)).isEmpty();
    }

    @Test
    void onlyThoseThatTheCompatibilityProtectsCount() {
        Schema one = event("{'name':'a','type':'int'}");
        Schema two = event("{'name':'a','type':'int'},{'name':'b','type':'int'}");
        Schema three = event("{'name':'a','type':'int'},{'name':'b','type':'int'},{'name':'c','type':'int'}");
        TreeMap<Integer, Schema> released = new TreeMap<>(Map.of(1, one, 2, two));
        assertThat(Breaks.of("e", three, released, Compatibility.NONE)).isEmpty();
        assertThat(Breaks.of("e", three, released, Compatibility.FORWARD_TRANSITIVE))
                .isEmpty();
        assertThat(Breaks.of("e", three, released, Compatibility.BACKWARD))
                .extracting(found -> found.version() + found.field())
                .containsExactly("2c");
        assertThat(Breaks.of("e", three, released, Compatibility.BACKWARD_TRANSITIVE))
                .extracting(found -> found.version() + found.field() + found.readers())
                .containsExactly("1b" + Readers.NEW, "1c" + Readers.NEW, "2c" + Readers.NEW);
        assertThat(Breaks.of("e", one, new TreeMap<>(), Compatibility.FULL_TRANSITIVE))
                .isEmpty();
    }

    /** Avro's library decides; ours only says where, and for random schemas that agrees. */
    @Test
    void itFindsFaultsExactlyWhereAvroFindsAny() {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("tidings.seed=" + seed);
        Random random = new Random(seed);
        int incompatible = 0;
        for (int i = 0; i < 2_000; i++) {
            Schema reader = event(fields(random, 2, ""));
            Schema writer = event(fields(random, 2, ""));
            List<String> faults = new ArrayList<>();
            new Resolution(Readers.NEW, (place, sentence) -> faults.add(place + " " + sentence))
                    .resolve(reader, writer);
            boolean compatible = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                            .getType()
                    == SchemaCompatibilityType.COMPATIBLE;
            assertThat(faults.isEmpty())
                    .as("%s reads %s: %s", reader, writer, faults)
                    .isEqualTo(compatible);
            incompatible += compatible ? 0 : 1;
        }
        assertThat(incompatible).isBetween(100, 1_900);
    }

    private static String fields(Random random, int depth, String within) {
        List<String> fields = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            if (random.nextInt(4) > 0) {
                String type = type(random, depth, within + name);
                boolean nullable = random.nextBoolean();
                fields.add("{'name':'" + name + "','type':" + (nullable ? "['null'," + type + "],'default':null" : type)
                        + "}");
            }
        }
        return String.join(",", fields);
    }

    private static String type(Random random, int depth, String name) {
        List<String> plain = List.of("'int'", "'int'", "'long'", "'double'", "'string'", "'bytes'", "'boolean'");
        return switch (depth == 0 ? 0 : random.nextInt(6)) {
            case 1 -> "{'type':'array','items':" + type(random, depth - 1, name + "i") + "}";
            case 2 -> "{'type':'map','values':" + type(random, depth - 1, name + "v") + "}";
            case 3 -> "{'type':'record','name':'R" + name + "','fields':[" + fields(random, depth - 1, name) + "]}";
            case 4 ->
                "{'type':'enum','name':'K" + name + "','symbols':[" + (random.nextBoolean() ? "'X'" : "'X','Y'") + "]"
                        + (random.nextInt(3) == 0 ? ",'default':'X'" : "") + "}";
            default -> plain.get(random.nextInt(plain.size()));
        };
    }
}
