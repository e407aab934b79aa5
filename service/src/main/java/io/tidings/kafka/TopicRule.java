package io.tidings.kafka;

/**
 * What one setting of a topic must be, because a promise rests on it.
 *
 * @param setting its name in Kafka
 * @param value that Tidings gives a topic that it creates
 * @param atLeast whether a greater number, or -1 for no limit, will do as well
 * @param required whether nothing may begin while it is otherwise; otherwise that is only said
 * @param otherwise what happens while it is otherwise, as the second half of a sentence
 */
record TopicRule(String setting, String value, boolean atLeast, boolean required, String otherwise) {

    private static final long NO_LIMIT = -1;

    static TopicRule exactly(String setting, String value, String otherwise) {
        return new TopicRule(setting, value, false, true, otherwise);
    }

    static TopicRule atLeast(String setting, long value, String otherwise) {
        return new TopicRule(setting, String.valueOf(value), true, true, otherwise);
    }

    TopicRule advised() {
        return new TopicRule(setting, value, atLeast, false, otherwise);
    }

    boolean holds(String effective) {
        if (!atLeast) {
            return value.equals(effective);
        }
        long number = effective.isEmpty() ? NO_LIMIT : Long.parseLong(effective);
        return number == NO_LIMIT || (Long.parseLong(value) >= 0 && number >= Long.parseLong(value));
    }

    String sentence(String topic, String effective) {
        return "The topic " + topic + " has " + setting + "=" + effective + ", so " + otherwise
                + ". Run: kafka-configs.sh --bootstrap-server … --alter --entity-type topics --entity-name " + topic
                + " --add-config " + setting + "=" + value;
    }
}
