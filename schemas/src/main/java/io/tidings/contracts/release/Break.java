package io.tidings.contracts.release;

/**
 * Something in which consumers break when a schema becomes the next version of its topic.
 *
 * @param topic whose consumers
 * @param version the released version that the new schema does not get along with
 * @param readers who cannot read
 * @param record the record's name
 * @param field the field's name in it
 * @param sentence the middle of one: what is wrong with the field
 */
public record Break(String topic, int version, Readers readers, String record, String field, String sentence) {

    /** Consumers, by the schema they read with. */
    public enum Readers {
        /** Those that still read with the released version: they cannot read new events. */
        OLD("old readers (they read with the released schema)"),
        /** Those that read with the new schema: they cannot read events written before. */
        NEW("new readers (they read with this schema what was written before)");

        private final String text;

        Readers(String text) {
            this.text = text;
        }

        /** As messages name them. */
        public String text() {
            return text;
        }
    }
}
