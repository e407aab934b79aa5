package io.tidings.quickstart.registry;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's own Avro serializer and deserializer, with the Kafka and Avro that they were built with, in a class loader of
 * their own. Only texts and bytes cross its border. Schemas are never registered, only found.
 */
public final class ConfluentClasses {

    /** Where the build puts the jar that holds them. */
    public static final Path JAR = Path.of("target", "confluent", "pinot-confluent-avro-shaded.jar");

    /** Which schema the serializer writes by. */
    public enum Writes {
        /** The one of the value, which must be registered. */
        EXACT_SCHEMA,
        /** The subject's latest, which must be compatible with the value's. */
        LATEST_SCHEMA
    }

    private static final ClassLoader LOADER = loader(JAR, ClassLoader.getPlatformClassLoader());
    private static final ClassLoader BESIDE = loader(Path.of("target", "test-classes"), LOADER);

    private final Object serializer;
    private final Object deserializer;

    private ConfluentClasses(Map<String, Object> settings) throws Exception {
        serializer = configured("io.confluent.kafka.serializers.KafkaAvroSerializer", settings);
        deserializer = configured("io.confluent.kafka.serializers.KafkaAvroDeserializer", settings);
    }

    /** A serializer and a deserializer that find schemas in the registry. */
    public static ConfluentClasses of(URI registry, Writes writes) {
        return inside(() -> new ConfluentClasses(Map.of(
                "schema.registry.url",
                registry.toString(),
                "auto.register.schemas",
                false,
                "use.latest.version",
                writes == Writes.LATEST_SCHEMA)));
    }

    private static ClassLoader loader(Path classes, ClassLoader parent) {
        try {
            URL[] urls = {classes.toAbsolutePath().toUri().toURL()};
            return new URLClassLoader(urls, parent);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object configured(String name, Map<String, Object> settings) throws Exception {
        Class<?> type = LOADER.loadClass(name);
        Object instance = type.getConstructor().newInstance();
        type.getMethod("configure", Map.class, boolean.class).invoke(instance, settings, false);
        return instance;
    }

    /** Writes the value, given in Avro's JSON encoding (with union tags), as Confluent's serializer does. */
    public byte[] serialize(String topic, String schema, String avroJson) {
        return inside(() -> {
            Object parsed = parsed(schema);
            Object decoder = avro("io.DecoderFactory")
                    .getMethod("jsonDecoder", avro("Schema"), String.class)
                    .invoke(decoderFactory(), parsed, avroJson);
            return serialized(topic, read(parsed, decoder));
        });
    }

    /** Writes the value, given in Avro's binary encoding without framing, as Confluent's serializer does. */
    public byte[] serialize(String topic, String schema, byte[] avroBinary) {
        return inside(() -> {
            Object decoder = avro("io.DecoderFactory")
                    .getMethod("binaryDecoder", byte[].class, avro("io.BinaryDecoder"))
                    .invoke(decoderFactory(), avroBinary, null);
            return serialized(topic, read(parsed(schema), decoder));
        });
    }

    /** Reads a framed record as Confluent's deserializer does; the answer is in Avro's JSON encoding, with union tags. */
    public String deserialize(String topic, byte[] framed) {
        return inside(() -> {
            Object value = deserializer
                    .getClass()
                    .getMethod("deserialize", String.class, byte[].class)
                    .invoke(deserializer, topic, framed);
            Object schema =
                    avro("generic.GenericContainer").getMethod("getSchema").invoke(value);
            return json(schema, value);
        });
    }

    private String json(Object schema, Object value) throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Object factory = avro("io.EncoderFactory").getMethod("get").invoke(null);
        Object encoder = avro("io.EncoderFactory")
                .getMethod("jsonEncoder", avro("Schema"), OutputStream.class)
                .invoke(factory, schema, text);
        Object writer = avro("generic.GenericDatumWriter")
                .getConstructor(avro("Schema"))
                .newInstance(schema);
        avro("io.DatumWriter")
                .getMethod("write", Object.class, avro("io.Encoder"))
                .invoke(writer, value, encoder);
        avro("io.JsonEncoder").getMethod("flush").invoke(encoder);
        return text.toString(StandardCharsets.UTF_8);
    }

    private byte[] serialized(String topic, Object value) throws Exception {
        return (byte[]) serializer
                .getClass()
                .getMethod("serialize", String.class, Object.class)
                .invoke(serializer, topic, value);
    }

    private Object parsed(String schema) throws Exception {
        Object parser = avro("Schema$Parser").getConstructor().newInstance();
        return avro("Schema$Parser").getMethod("parse", String.class).invoke(parser, schema);
    }

    private Object read(Object schema, Object decoder) throws Exception {
        Object reader = Class.forName(OrderedMaps.class.getName(), true, BESIDE)
                .getConstructor(avro("Schema"))
                .newInstance(schema);
        return avro("io.DatumReader")
                .getMethod("read", Object.class, avro("io.Decoder"))
                .invoke(reader, null, decoder);
    }

    private Object decoderFactory() throws Exception {
        return avro("io.DecoderFactory").getMethod("get").invoke(null);
    }

    private Class<?> avro(String name) throws ClassNotFoundException {
        return LOADER.loadClass("org.apache.avro." + name);
    }

    /** Kafka and Avro look classes up by the thread's loader, which must not be the test's. */
    private static <T> T inside(Callable<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader outside = thread.getContextClassLoader();
        thread.setContextClassLoader(LOADER);
        try {
            return work.call();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Confluent's classes: " + messages(e.getCause()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("No Confluent classes in " + JAR + ": run mvn package.", e);
        } catch (Exception e) {
            throw new IllegalStateException("Confluent's classes do not have the shape expected of them.", e);
        } finally {
            thread.setContextClassLoader(outside);
        }
    }

    /** Their exceptions stay on their side too. */
    private static String messages(@Nullable Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .map(Throwable::toString)
                .collect(Collectors.joining("; "));
    }
}
