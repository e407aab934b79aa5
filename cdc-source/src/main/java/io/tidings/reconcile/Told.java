package io.tidings.reconcile;

/**
 * That an audit row was answered by one contract.
 *
 * @param auditId the audit row's id
 * @param topic the contract's
 */
public record Told(String auditId, String topic) implements Comparable<Told> {

    @Override
    public int compareTo(Told other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic == 0 ? auditId.compareTo(other.auditId) : byTopic;
    }

    @Override
    public String toString() {
        return topic + "  " + auditId;
    }
}
