package io.tidings.quickstart;

import io.tidings.quickstart.SqlScript.Action;
import io.tidings.quickstart.SqlScript.Block;
import io.tidings.quickstart.SqlScript.Statements;
import io.tidings.quickstart.SqlScript.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a script line by line; used once. */
final class SqlScriptParser {
    private static final Pattern ACTION = Pattern.compile("-- ACTION (\\d+) \\| ([^|]+) \\| ([^|]+)(\\|.*)?");
    private static final Pattern MARK = Pattern.compile("(BEGIN|COMMIT|ROLLBACK)\\s*;?", Pattern.CASE_INSENSITIVE);

    private final List<Block> blocks = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private @Nullable Action action;
    private int begin;
    private boolean inTransaction;

    List<Block> parse(String text) {
        int number = 0;
        startAt(1);
        for (String line : text.lines().toList()) {
            read(++number, line);
        }
        if (inTransaction) {
            throw new IllegalArgumentException("The BEGIN in line " + begin + " has no COMMIT or ROLLBACK.");
        }
        endStatements();
        return blocks;
    }

    private void read(int number, String line) {
        Matcher mark = MARK.matcher(line.strip());
        if (!mark.matches()) {
            readAction(line);
            lines.add(line);
        } else if (mark.group(1).equalsIgnoreCase("BEGIN")) {
            demand(!inTransaction, number, "BEGIN inside the block that began in line " + begin);
            endStatements();
            inTransaction = true;
            startAt(number);
        } else {
            demand(inTransaction, number, mark.group(1) + " without BEGIN");
            boolean commits = mark.group(1).equalsIgnoreCase("COMMIT");
            blocks.add(new Transaction(begin, String.join("\n", lines), commits, action));
            inTransaction = false;
            startAt(number + 1);
        }
    }

    private void readAction(String line) {
        Matcher found = ACTION.matcher(line.strip());
        if (found.matches()) {
            action = new Action(
                    Integer.parseInt(found.group(1)),
                    found.group(2).strip(),
                    found.group(3).strip());
        }
    }

    private void startAt(int number) {
        lines.clear();
        begin = number;
    }

    private void endStatements() {
        boolean onlyComments = lines.stream().map(String::strip).allMatch(l -> l.isEmpty() || l.startsWith("--"));
        if (!onlyComments) {
            blocks.add(new Statements(begin, String.join("\n", lines)));
        }
    }

    private static void demand(boolean condition, int number, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("Line " + number + ": " + otherwise + ".");
        }
    }
}
