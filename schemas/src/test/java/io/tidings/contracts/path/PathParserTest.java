package io.tidings.contracts.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.contracts.path.Condition.Compare;
import io.tidings.contracts.path.Condition.In;
import io.tidings.contracts.path.Condition.IsNull;
import io.tidings.contracts.path.Condition.Operand.Literal;
import io.tidings.contracts.path.Condition.Operand.RootColumn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathParserTest {

    private static Path.Alternative only(String text) throws PathException {
        Path path = PathParser.path(text);
        assertThat(path.alternatives()).hasSize(1);
        assertThat(path).hasToString(text);
        return path.alternatives().get(0);
    }

    private static List<Condition> filter(String text) throws PathException {
        return ((Step.Follow) only("a -> t " + text).steps().get(0)).conditions();
    }

    @Test
    void aNameAloneIsAStartWithoutSteps() throws PathException {
        assertThat(only(" title ")).isEqualTo(new Path.Alternative(new Path.Start.Name("title"), List.of()));
    }

    @Test
    void dotsSlashesAndArrowsAreSteps() throws PathException {
        assertThat(only("a.b/c -> t(d) <- u.e . f"))
                .isEqualTo(new Path.Alternative(
                        new Path.Start.Name("a"),
                        List.of(
                                new Step.ReadColumn("b"),
                                new Step.ReadKey("c"),
                                new Step.Follow("t", Optional.of("d"), List.of()),
                                new Step.Gather("u", "e", List.of()),
                                new Step.ReadColumn("f"))));
    }

    @Test
    void barsSeparateAlternatives() throws PathException {
        Path path = PathParser.path("a | b -> t | c");
        assertThat(path.alternatives())
                .extracting(Path.Alternative::start)
                .containsExactly(new Path.Start.Name("a"), new Path.Start.Name("b"), new Path.Start.Name("c"));
        assertThat(path.alternatives().get(1)).hasToString("b -> t");
    }

    @Test
    void quotedNamesMayHoldAnythingAndDoubledQuotes() throws PathException {
        assertThat(only("\"a \"\"b\"\" .\" -> \"x.y\" . \"c\"").toString()).isEqualTo("a \"b\" . -> x.y.c");
    }

    @Test
    void namesMayHoldDollarSignsAndAnyLetter() throws PathException {
        assertThat(only("a$1 . größe").toString()).isEqualTo("a$1.größe");
    }

    @Test
    void wordsOfFiltersAreNamesElsewhere() throws PathException {
        assertThat(only("in -> is . null").toString()).isEqualTo("in -> is.null");
    }

    @Test
    void everyConditionIsRead() throws PathException {
        assertThat(filter("[a = 'it''s' and b != 4.5 and c = -1 AND d = TRUE and e != r.x]"))
                .containsExactly(
                        new Compare("a", new Literal("it's"), false),
                        new Compare("b", new Literal("4.5"), true),
                        new Compare("c", new Literal("-1"), false),
                        new Compare("d", new Literal("true"), false),
                        new Compare("e", new RootColumn("r", "x"), true));
        assertThat(filter("[a in ('x', 2, false) and b is null and c IS NOT NULL]"))
                .containsExactly(
                        new In("a", List.of("x", "2", "false")), new IsNull("b", false), new IsNull("c", true));
    }

    @Test
    void aPathMayBeginWithWhatWasLastOrWithWhatTheEventBeforeShowed() throws PathException {
        assertThat(only("last(a <- t.b | c -> d) . e").toString()).isEqualTo("last(a <- t.b | c -> d).e");
        assertThat(only("a@previous -> b . c").start()).isEqualTo(new Path.Start.Previous("a"));
        assertThat(only("last . previous").start()).isEqualTo(new Path.Start.Name("last"));
    }

    @Test
    void ordersAreAscendingUnlessTheySayDesc() throws PathException {
        assertThat(PathParser.order("a, \"b c\" desc, d ASC, desc desc"))
                .containsExactly(
                        new Order("a", false), new Order("b c", true), new Order("d", false), new Order("desc", true));
    }

    @ParameterizedTest(name = "{index} {0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "~~; 1; expected a root or a column, found the end",
                "a.; 3; expected a column, found the end",
                "a.'b'; 3; expected a column, found b",
                "a /; 4; expected a key of the json object, found the end",
                "a -> (b); 6; expected a table, found (",
                "a -> t(; 8; expected a column, found the end",
                "a -> t(b; 9; expected ), found the end",
                "a <- t; 7; expected ., found the end",
                "a <- t.; 8; expected the column that points here, found the end",
                "a -> t [b]; 10; expected =, !=, in, is null or is not null, found ]",
                "a -> t [b = ]; 13; expected a literal or a root, found ]",
                "a -> t [b = c]; 14; expected ., found ]",
                "a -> t [b = c.]; 15; expected a column of c, found ]",
                "a -> t [b in 1]; 14; expected (, found 1",
                "a -> t [b in (c.d)]; 15; expected a literal, found c",
                "a -> t [b in (1]; 16; expected ), found ]",
                "a -> t [b is not 1]; 18; expected null, found 1",
                "a -> t [b = 1; 14; expected ], found the end",
                "a -> t [b = 1 or c = 2]; 15; expected ], found or",
                "a -> t [b = 1.2.3]; 16; expected ], found .",
                "a b; 3; expected a step (. -> <- /), | or the end, found b",
                "a |; 4; expected a root or a column, found the end",
                "last(a; 7; expected ), found the end",
                "last(); 6; expected a root or a column, found )",
                "a@b; 3; expected previous, found b",
                "a.b@previous; 4; expected a step (. -> <- /), | or the end, found @",
                "a#b; 2; '#' means nothing here",
                "a -> t [b <> 1]; 11; '<' means nothing here",
                "a -> t [b = 'x]; 13; this quote is not closed",
                "\"a; 1; this quote is not closed",
            })
    void whatCannotBeReadSaysWhereAndWhatWasExpected(String text, int position, String expected) {
        assertThatThrownBy(() -> PathParser.path(text))
                .isInstanceOf(PathException.class)
                .hasMessage("In `" + text + "` at character " + position + ": " + expected + ".");
    }

    @Test
    void anOrderEndsAfterItsColumns() {
        assertThatThrownBy(() -> PathParser.order("a desc nulls first"))
                .hasMessageContaining("at character 8: expected")
                .hasMessageContaining("found nulls");
    }
}
