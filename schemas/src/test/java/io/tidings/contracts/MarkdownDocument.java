package io.tidings.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page whose examples tests execute.
 *
 * @param blocks its fenced blocks, in order
 * @param lines its lines outside of blocks
 */
public record MarkdownDocument(List<Block> blocks, List<String> lines) {

    /**
     * A fenced block.
     *
     * @param info what stands behind the fence: {@code avdl fields audit=2}
     */
    public record Block(String info, String text, int line) {}

    /** Reads a page. */
    public static MarkdownDocument read(Path file) {
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MarkdownDocument parse(List<String> page) {
        List<Block> blocks = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        int at = 0;
        while (at < page.size()) {
            if (page.get(at).startsWith("```")) {
                int end = at + 1;
                while (!page.get(end).equals("```")) {
                    end++;
                }
                String text = String.join("\n", page.subList(at + 1, end)) + "\n";
                blocks.add(new Block(page.get(at).substring(3), text, at + 1));
                at = end;
            } else {
                outside.add(page.get(at));
            }
            at++;
        }
        return new MarkdownDocument(blocks, outside);
    }

    /** The text of the one block with that info. */
    public String only(String info) {
        List<Block> found =
                blocks.stream().filter(block -> block.info().equals(info)).toList();
        if (found.size() != 1) {
            throw new AssertionError("The page has " + found.size() + " blocks ```" + info + ", and needs one.");
        }
        return found.get(0).text();
    }

    /** The cells, without backticks, of the table whose header is the given line; no cell contains a pipe. */
    public List<List<String>> table(String header) {
        int at = lines.indexOf(header);
        if (at < 0) {
            throw new AssertionError("The page has no table with the header " + header);
        }
        return lines.subList(at + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(MarkdownDocument::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        for (String cell : row.substring(1, row.length() - 1).split("\\|", -1)) {
            String text = cell.strip();
            boolean code = text.length() > 1 && text.startsWith("`") && text.endsWith("`");
            cells.add(code ? text.substring(1, text.length() - 1) : text);
        }
        return cells;
    }
}
