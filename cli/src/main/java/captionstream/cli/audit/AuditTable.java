package captionstream.cli.audit;

import captionstream.cli.console.Paint;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.schemas.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An audit for people. */
final class AuditTable {
    private AuditTable() {}

    /** @param ids of the examples, as far as they are known */
    static List<String> of(Tally tally, List<Span> spans, Map<RecordPosition, String> ids, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.paint(Paint.STRONG, row("events", tally.events())));
        lines.add(row("  complete", tally.count(Outcome.COMPLETE)));
        lines.add(row("  dead-lettered", tally.count(Outcome.DEAD_LETTERED)));
        lines.add(row("  repeats", tally.count(Outcome.REPEATED)));
        lines.add(row("  in flight", tally.count(Outcome.IN_FLIGHT)));
        addIfAny(lines, "  too old to say", tally.count(Outcome.UNKNOWN));
        for (Fault.Kind kind : Fault.Kind.values()) {
            long count = tally.count(kind);
            String row = row("  " + kind.code(), count);
            lines.add(count == 0 ? row : terminal.paint(Paint.BAD, row));
        }
        lines.add(row("captions", tally.captions()));
        addIfAny(lines, "replayed", tally.replays());
        addIfAny(lines, "done again, the same", tally.redelivered());
        addIfAny(lines, "requests without event", tally.count(Outcome.UNLINKED));
        if (!tally.examples(Outcome.IN_FLIGHT).isEmpty()) {
            lines.add("");
            lines.add("still in flight: " + tally.count(Outcome.IN_FLIGHT));
            lines.addAll(examples(Outcome.IN_FLIGHT, tally, ids));
        }
        tally.faults().forEach(fault -> lines.addAll(fault(fault, tally, ids, terminal)));
        lines.addAll(read(spans, terminal));
        return lines;
    }

    private static void addIfAny(List<String> lines, String name, long count) {
        if (count > 0) {
            lines.add(row(name, count));
        }
    }

    private static String row(String name, long count) {
        return String.format(Locale.ROOT, "%-23s%10d", name, count);
    }

    private static List<String> fault(Fault fault, Tally tally, Map<RecordPosition, String> ids, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(terminal.paint(Paint.BAD, fault.kind().code() + ": " + tally.count(fault) + " × " + fault.meaning()));
        lines.addAll(examples(fault, tally, ids));
        return lines;
    }

    private static List<String> examples(Finding finding, Tally tally, Map<RecordPosition, String> ids) {
        return tally.examples(finding).stream()
                .map(position -> "  " + position + (ids.containsKey(position) ? "  " + ids.get(position) : ""))
                .map(SafeText::oneLine)
                .toList();
    }

    private static List<String> read(List<Span> spans, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        Map<String, List<Span>> cut = spans.stream()
                .filter(span -> !span.isWhole())
                .collect(Collectors.groupingBy(span -> span.partition().topic()));
        if (cut.isEmpty()) {
            lines.add(terminal.paint(Paint.FAINT, "Every topic was read from its beginning, offset 0."));
        }
        cut.forEach((topic, parts) -> lines.add(terminal.paint(
                Paint.FAINT, "Older records are deleted: " + topic + " was read from " + offsets(parts))));
        return lines;
    }

    private static String offsets(List<Span> parts) {
        return parts.stream()
                .map(span -> span.partition().partition() + "@" + span.first())
                .collect(Collectors.joining(", "));
    }
}
