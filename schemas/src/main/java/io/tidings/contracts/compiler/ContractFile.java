package io.tidings.contracts.compiler;

import io.tidings.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.tree.ParseTreeWalker;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlBaseListener;
import org.apache.avro.idl.IdlFile;
import org.apache.avro.idl.IdlLexer;
import org.apache.avro.idl.IdlParser;
import org.apache.avro.idl.IdlReader;

/**
 * One Avro IDL file.
 *
 * @param name the file's name
 * @param event the schema that it declares with {@code schema Name;}; empty for a file of shared records
 * @param lines the line of each record ({@code Name}) and field ({@code Name.field}) written in it
 */
record ContractFile(String name, Optional<Schema> event, Map<String, Integer> lines) {
    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    /** Reads a file; empty, and a problem, when it is no IDL. */
    static Optional<ContractFile> read(Path file, Problems problems) throws IOException {
        String name = String.valueOf(file.getFileName());
        String idl = Files.readString(file);
        try {
            IdlFile parsed = new IdlReader().parse(file);
            Optional<Schema> event = Optional.ofNullable(parsed.getMainSchema());
            ContractFile read = new ContractFile(name, event, lines(idl));
            parsed.getNamedSchemas().values().forEach(schema -> read.checkEvent(schema, problems));
            return Optional.of(read);
        } catch (AvroRuntimeException | IOException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            Matcher line = LINE.matcher(message);
            int number = line.find() ? Integer.parseInt(line.group(1)) : 0;
            problems.add(name, number, "this is no Avro IDL: " + message);
            return Optional.empty();
        }
    }

    private void checkEvent(Schema schema, Problems problems) {
        Integer line = lines.get(schema.getName());
        boolean isEvent = schema.getObjectProp(Annotations.ON) != null;
        if (line != null && isEvent && event.filter(schema::equals).isEmpty()) {
            problems.add(
                    name,
                    line,
                    schema.getName() + " has @on, but the file does not say `schema " + schema.getName()
                            + ";`; an event is alone in its file.");
        }
    }

    private static Map<String, Integer> lines(String idl) {
        IdlLexer lexer = new IdlLexer(CharStreams.fromString(idl));
        lexer.removeErrorListeners();
        IdlParser parser = new IdlParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(new BaseErrorListener());
        Map<String, Integer> lines = new HashMap<>();
        ParseTreeWalker.DEFAULT.walk(new LineListener(lines), parser.idlFile());
        return lines;
    }

    private static final class LineListener extends IdlBaseListener {
        private final Map<String, Integer> lines;
        private String record = "";

        LineListener(Map<String, Integer> lines) {
            this.lines = lines;
        }

        @Override
        public void enterRecordDeclaration(IdlParser.RecordDeclarationContext context) {
            record = bare(context.name.getText());
            lines.put(record, context.name.getStart().getLine());
        }

        @Override
        public void enterVariableDeclaration(IdlParser.VariableDeclarationContext context) {
            lines.put(
                    record + "." + bare(context.fieldName.getText()),
                    context.fieldName.getStart().getLine());
        }

        private static String bare(String identifier) {
            return identifier.replace("`", "");
        }
    }
}
