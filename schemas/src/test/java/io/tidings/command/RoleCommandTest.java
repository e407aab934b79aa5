package io.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.configuration.Configuration;
import io.tidings.problem.Problems;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That the SQL is enough for the capture, and lets it do nothing else, is in SecuredPipelineIT. */
class RoleCommandTest {
    private static final String VAULT = "../quickstart/src/test/resources/vault";

    @Test
    void theRoleReadsWhatIsNotExcludedAndOwnsNothing() {
        CommandRun run = CommandRun.of(
                new RoleCommand(), "--contracts", VAULT, "-s", "database.user=o'neil", "-s", "database.name=my \"db\"");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                -- What the capture of source 'vault' needs in the database "my ""db""\", and nothing else.
                -- Run it there as the owner of the tables or as an administrator, and again when the contracts have changed.
                -- Then let the role in, by a password (psql: \\password) or by a certificate (pg_hba.conf).
                begin;
                do $tidings$ begin
                  if not exists (select from pg_roles where rolname = 'o''neil') then
                    create role "o'neil" login replication;
                  end if;
                end $tidings$;
                grant connect on database "my ""db""\" to "o'neil";
                grant usage on schema "public" to "o'neil";
                grant select ("id", "name") on "public"."accounts" to "o'neil";
                grant select on "public"."audit" to "o'neil";
                grant select on "public"."people" to "o'neil";
                do $tidings$ begin
                  -- Row-level security must hide no row from a snapshot.
                  if exists (select from pg_class where relrowsecurity and oid in (
                    '"public"."accounts"'::regclass,
                    '"public"."audit"'::regclass,
                    '"public"."people"'::regclass)) then
                    alter role "o'neil" bypassrls;
                  end if;
                  if exists (select from pg_publication where pubname = 'tidings_vault') then
                    alter publication "tidings_vault" set table
                    "public"."accounts" ("id", "name"),
                    "public"."audit",
                    "public"."people";
                    alter publication "tidings_vault" set
                    (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);
                  else
                    create publication "tidings_vault" for table
                    "public"."accounts" ("id", "name"),
                    "public"."audit",
                    "public"."people"
                    with (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);
                  end if;
                end $tidings$;
                commit;
                """);
    }

    @Test
    void theDatabasesPasswordDoesNotPrint() {
        Configuration configuration =
                Configuration.read(Optional.empty(), Map.of(), Map.of("database.password", "s3cret"), new Problems());
        assertThat(SourceDatabase.of(configuration).toString())
                .contains("localhost:5432")
                .doesNotContain("s3cret");
    }
}
