package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a row's values are stored: the form's number, then how many columns there are, and each one's name and value. A value is
 * its kind and what the kind needs. Numbers of things, lengths and integers are of variable length, seven bits to a byte, the
 * lowest first; integers with their sign in the lowest bit. Texts are UTF-8 behind their length.
 */
final class RowForm {
    private static final byte NUMBER = 1;

    private static final byte NULL = 0;
    private static final byte TRUE = 1;
    private static final byte FALSE = 2;
    private static final byte INTEGER = 3;
    private static final byte LONG = 4;
    private static final byte BIG_INTEGER = 5;
    private static final byte DOUBLE = 6;
    private static final byte TEXT = 7;
    private static final byte LIST = 8;
    private static final byte MAP = 9;

    private RowForm() {}

    /** Writes values, behind so many bytes that the caller has other use for. */
    static byte[] write(int reserved, Map<String, @Nullable Object> values) {
        Writer writer = new Writer(reserved);
        writer.put(NUMBER);
        writer.members(values);
        return Arrays.copyOf(writer.bytes, writer.length);
    }

    /**
     * Reads the values of a table's row that begin at a place.
     *
     * @throws IllegalArgumentException when nothing like that was written there
     */
    static Map<String, @Nullable Object> read(TableName table, byte[] bytes, int from) {
        try {
            Reader reader = new Reader(bytes, from);
            if (reader.next() != NUMBER) {
                throw new IllegalArgumentException(
                        "it is of another form. Start the version of Tidings that wrote it, or a newer one");
            }
            return reader.row(table);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    private static final class Writer {
        private byte[] bytes = new byte[256];
        private int length;

        Writer(int reserved) {
            this.length = reserved;
        }

        void members(Map<?, ? extends @Nullable Object> members) {
            number(members.size());
            members.forEach((name, value) -> {
                text(String.valueOf(name));
                value(value);
            });
        }

        private void value(@Nullable Object value) {
            if (value == null) {
                put(NULL);
            } else if (value instanceof String text) {
                put(TEXT);
                text(text);
            } else if (value instanceof Integer number) {
                put(INTEGER);
                signed(number);
            } else if (value instanceof Long number) {
                put(LONG);
                signed(number);
            } else if (value instanceof Boolean flag) {
                put(flag ? TRUE : FALSE);
            } else {
                rare(value);
            }
        }

        private void rare(Object value) {
            if (value instanceof Double number) {
                put(DOUBLE);
                put(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
            } else if (value instanceof BigInteger number) {
                put(BIG_INTEGER);
                byte[] digits = number.toByteArray();
                number(digits.length);
                put(digits);
            } else if (value instanceof List<?> list) {
                put(LIST);
                number(list.size());
                list.forEach(this::value);
            } else if (value instanceof Map<?, ?> map) {
                put(MAP);
                members(map);
            } else {
                throw new IllegalArgumentException("No json has a value of " + value.getClass() + ".");
            }
        }

        private void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            put(utf8);
        }

        private void signed(long number) {
            number(number << 1 ^ number >> 63);
        }

        private void number(long number) {
            long rest = number;
            for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
                put((byte) (rest | 0x80));
            }
            put((byte) rest);
        }

        private void put(byte... more) {
            if (length + more.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more.length));
            }
            System.arraycopy(more, 0, bytes, length, more.length);
            length += more.length;
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes, int from) {
            this.bytes = bytes;
            this.position = from;
        }

        byte next() {
            return bytes[position++];
        }

        Map<String, @Nullable Object> row(TableName table) {
            @Nullable Object[] values = new @Nullable Object[size()];
            Columns columns = Columns.expected(table);
            List<String> others = columns.size() == values.length ? null : new ArrayList<>(values.length);
            for (int place = 0; place < values.length; place++) {
                int length = (int) number();
                position += length;
                if (others == null && !columns.isNamed(place, bytes, position - length, position)) {
                    others = new ArrayList<>(columns.names().subList(0, place));
                }
                if (others != null) {
                    others.add(ColumnNames.in(bytes, position - length, position));
                }
                values[place] = value();
            }
            return (others == null ? columns : Columns.of(table, others)).with(values);
        }

        /** Of what follows; no more of it than there are bytes. */
        private int size() {
            return Objects.checkIndex((int) number(), bytes.length);
        }

        private Map<String, @Nullable Object> members() {
            int size = size();
            Map<String, @Nullable Object> members = new LinkedHashMap<>(2 * size);
            for (int i = 0; i < size; i++) {
                int length = (int) number();
                position += length;
                members.put(ColumnNames.in(bytes, position - length, position), value());
            }
            return members;
        }

        private @Nullable Object value() {
            byte kind = next();
            return switch (kind) {
                case NULL -> null;
                case TRUE -> true;
                case FALSE -> false;
                case INTEGER -> (int) signed();
                case LONG -> signed();
                case BIG_INTEGER -> new BigInteger(taken());
                case DOUBLE -> doubleNumber();
                case TEXT -> text();
                case LIST -> list();
                case MAP -> members();
                default -> throw new IllegalArgumentException("it has a value of kind " + kind);
            };
        }

        private List<@Nullable Object> list() {
            int size = size();
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                elements.add(value());
            }
            return elements;
        }

        private String text() {
            int length = (int) number();
            position += length;
            return new String(bytes, position - length, length, StandardCharsets.UTF_8);
        }

        private double doubleNumber() {
            position += Double.BYTES;
            return ByteBuffer.wrap(bytes).getDouble(position - Double.BYTES);
        }

        private byte[] taken() {
            int length = (int) number();
            position += length;
            Objects.checkFromToIndex(position - length, position, bytes.length);
            return Arrays.copyOfRange(bytes, position - length, position);
        }

        private long signed() {
            long number = number();
            return number >>> 1 ^ -(number & 1);
        }

        private long number() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = next();
                number |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }
    }
}
