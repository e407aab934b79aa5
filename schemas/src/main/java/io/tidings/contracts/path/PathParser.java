package io.tidings.contracts.path;

import io.tidings.contracts.path.Condition.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the path language:
 *
 * <pre>
 * path        := alternative ('|' alternative)*
 * alternative := start step*
 * start       := name | root '@previous' | 'last' '(' path ')'
 * step        := '.' name | '/' key
 *              | '->' table [ '(' name ')' ] [filter]
 *              | '<-' table '.' name [filter]
 * filter      := '[' condition ('and' condition)* ']'
 * condition   := name ('=' | '!=') operand | name 'in' '(' literal (',' literal)* ')' | name 'is' ['not'] 'null'
 * operand     := literal | root '.' name
 * order       := name ['asc' | 'desc'] (',' name ['asc' | 'desc'])*
 * </pre>
 *
 * A name is an identifier, or anything in double quotes; a table outside the audit table's schema is written
 * {@code "schema.table"}. A literal is a number, true, false, or text in single quotes.
 */
public final class PathParser {
    private final String text;
    private final List<Token> tokens;
    private int at;

    private PathParser(String text) throws PathException {
        this.text = text;
        this.tokens = Token.all(text);
    }

    /** Reads a path. */
    public static Path path(String text) throws PathException {
        PathParser parser = new PathParser(text);
        List<Path.Alternative> alternatives = parser.path().alternatives();
        parser.end();
        return new Path(alternatives, text);
    }

    /** Reads the columns of {@code @orderBy}. */
    public static List<Order> order(String text) throws PathException {
        PathParser parser = new PathParser(text);
        List<Order> orders = new ArrayList<>();
        do {
            String column = parser.name("a column");
            boolean descending = parser.acceptWord("desc");
            if (!descending) {
                parser.acceptWord("asc");
            }
            orders.add(new Order(column, descending));
        } while (parser.accept(","));
        parser.end();
        return orders;
    }

    private Path path() throws PathException {
        int from = tokens.get(at).position();
        List<Path.Alternative> alternatives = new ArrayList<>();
        do {
            alternatives.add(alternative());
        } while (accept("|"));
        return new Path(
                alternatives, text.substring(from, tokens.get(at).position()).strip());
    }

    private Path.Start start() throws PathException {
        boolean last = tokens.get(at).isWord("last");
        String name = name("a root or a column");
        if (last && accept("(")) {
            Path path = path();
            require(")");
            return new Path.Start.Last(path);
        }
        if (accept("@")) {
            if (!acceptWord("previous")) {
                throw expected("previous");
            }
            return new Path.Start.Previous(name);
        }
        return new Path.Start.Name(name);
    }

    private Path.Alternative alternative() throws PathException {
        Path.Start start = start();
        List<Step> steps = new ArrayList<>();
        for (Optional<Step> step = step(); step.isPresent(); step = step()) {
            steps.add(step.get());
        }
        return new Path.Alternative(start, steps);
    }

    private Optional<Step> step() throws PathException {
        if (accept(".")) {
            return Optional.of(new Step.ReadColumn(name("a column")));
        }
        if (accept("/")) {
            return Optional.of(new Step.ReadKey(name("a key of the json object")));
        }
        if (accept("->")) {
            String table = name("a table");
            Optional<String> column = Optional.empty();
            if (accept("(")) {
                column = Optional.of(name("a column"));
                require(")");
            }
            return Optional.of(new Step.Follow(table, column, filter()));
        }
        if (accept("<-")) {
            String table = name("a table");
            require(".");
            return Optional.of(new Step.Gather(table, name("the column that points here"), filter()));
        }
        return Optional.empty();
    }

    private List<Condition> filter() throws PathException {
        List<Condition> conditions = new ArrayList<>();
        if (accept("[")) {
            do {
                conditions.add(condition());
            } while (acceptWord("and"));
            require("]");
        }
        return conditions;
    }

    private Condition condition() throws PathException {
        String column = name("a column");
        if (accept("=")) {
            return new Condition.Compare(column, operand(), false);
        }
        if (accept("!=")) {
            return new Condition.Compare(column, operand(), true);
        }
        if (acceptWord("in")) {
            return new Condition.In(column, literals());
        }
        if (acceptWord("is")) {
            boolean negated = acceptWord("not");
            if (!acceptWord("null")) {
                throw expected("null");
            }
            return new Condition.IsNull(column, negated);
        }
        throw expected("=, !=, in, is null or is not null");
    }

    private List<String> literals() throws PathException {
        require("(");
        List<String> literals = new ArrayList<>();
        do {
            literals.add(literal().orElseThrow(() -> expected("a literal")));
        } while (accept(","));
        require(")");
        return literals;
    }

    private Operand operand() throws PathException {
        Optional<String> literal = literal();
        if (literal.isPresent()) {
            return new Operand.Literal(literal.get());
        }
        String root = name("a literal or a root");
        require(".");
        return new Operand.RootColumn(root, name("a column of " + root));
    }

    private Optional<String> literal() {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.LITERAL) {
            at++;
            return Optional.of(token.text());
        }
        if (token.isWord("true") || token.isWord("false")) {
            at++;
            return Optional.of(token.text().toLowerCase(Locale.ROOT));
        }
        return Optional.empty();
    }

    private boolean accept(String symbol) {
        boolean found = tokens.get(at).is(symbol);
        at += found ? 1 : 0;
        return found;
    }

    private boolean acceptWord(String word) {
        boolean found = tokens.get(at).isWord(word);
        at += found ? 1 : 0;
        return found;
    }

    private void require(String symbol) throws PathException {
        if (!accept(symbol)) {
            throw expected(symbol);
        }
    }

    private String name(String what) throws PathException {
        Token token = tokens.get(at);
        if (!token.isName()) {
            throw expected(what);
        }
        at++;
        return token.text();
    }

    private void end() throws PathException {
        if (tokens.get(at).kind() != Token.Kind.END) {
            throw expected("a step (. -> <- /), | or the end");
        }
    }

    private PathException expected(String what) {
        Token token = tokens.get(at);
        return new PathException(text, token.position(), "expected " + what + ", found " + token.text());
    }
}
