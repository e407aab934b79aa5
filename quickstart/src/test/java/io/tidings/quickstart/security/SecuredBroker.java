package io.tidings.quickstart.security;

import io.tidings.quickstart.security.Certificates.Identity;
import io.tidings.quickstart.servers.Broker;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * A Kafka whose clients come with a password (SCRAM-SHA-512) or a certificate, both over TLS, and may do what they are
 * granted, nothing else.
 */
final class SecuredBroker implements AutoCloseable {
    private final Broker broker;
    private final Admin admin;
    private final Certificates certificates;

    private SecuredBroker(Broker broker, Certificates certificates) {
        this.broker = broker;
        this.certificates = certificates;
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    static SecuredBroker start(Path directory, Certificates certificates) throws Exception {
        Identity server = certificates.of("kafka");
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,PASSWORD:SASL_SSL,CERTIFICATE:SSL");
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", server.both().toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", certificates.authority().toString());
        settings.put("listener.name.certificate.ssl.client.auth", "required");
        settings.put("listener.name.certificate.ssl.principal.mapping.rules", "RULE:^CN=(.*)$/$1/");
        settings.put("listener.name.password.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.password.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The tests' own connections, and the broker's to itself.
        settings.put("super.users", "User:ANONYMOUS");
        return new SecuredBroker(
                Broker.start(directory, Map.of("PASSWORD", 0, "CERTIFICATE", 0), settings), certificates);
    }

    /** An administrator. */
    Admin admin() {
        return admin;
    }

    /** Makes a user, and gives the settings with which its clients come. */
    Map<String, String> byPassword(String user, String password) throws Exception {
        var made = new UserScramCredentialUpsertion(
                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password);
        admin.alterUserScramCredentials(List.of(made)).all().get();
        return settings(
                "PASSWORD",
                Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "SCRAM-SHA-512",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                                + "\" password=\"" + password + "\";"));
    }

    /** The settings with which clients come that have a certificate. */
    Map<String, String> byCertificate(Identity client) {
        return settings(
                "CERTIFICATE",
                Map.of(
                        "security.protocol",
                        "SSL",
                        "ssl.keystore.type",
                        "PEM",
                        "ssl.keystore.location",
                        client.both().toString()));
    }

    private Map<String, String> settings(String listener, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", "127.0.0.1:" + broker.ports().get(listener));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", certificates.authority().toString());
        return settings;
    }

    /** From now on these hold, and no others. */
    void grant(Collection<AclBinding> rights) throws Exception {
        Set<AclBinding> wanted = new HashSet<>(rights);
        Set<AclBinding> superfluous = present();
        superfluous.removeAll(wanted);
        admin.deleteAcls(superfluous.stream().map(AclBinding::toFilter).toList())
                .all()
                .get();
        admin.createAcls(wanted).all().get();
        while (!present().equals(wanted)) {
            Thread.sleep(5);
        }
    }

    private Set<AclBinding> present() throws Exception {
        return new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get());
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
