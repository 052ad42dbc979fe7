package captionstream.cli.audit;

import captionstream.schemas.RecordPosition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An audit as one JSON object. */
final class AuditJson {
    private AuditJson() {}

    /** @param ids of the examples, as far as they are known */
    static ObjectNode of(Tally tally, List<Span> spans, Map<RecordPosition, String> ids) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("events", tally.events());
        for (Outcome outcome : Outcome.values()) {
            json.put(outcome.name().toLowerCase(Locale.ROOT), tally.count(outcome));
        }
        for (Fault.Kind kind : Fault.Kind.values()) {
            json.put(kind.code(), tally.count(kind));
        }
        json.put("captions", tally.captions());
        json.put("dead_letters", tally.deadLetters());
        json.put("replays", tally.replays());
        json.put("redelivered", tally.redelivered());
        ArrayNode faults = json.putArray("faults");
        tally.faults().forEach(fault -> faults.add(fault(fault, tally, ids)));
        ArrayNode read = json.putArray("read");
        spans.forEach(span -> read.add(span(span)));
        return json;
    }

    private static ObjectNode fault(Fault fault, Tally tally, Map<RecordPosition, String> ids) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("fault", fault.code());
        json.put("kind", fault.kind().code());
        json.put("meaning", fault.meaning());
        json.put("count", tally.count(fault));
        ArrayNode examples = json.putArray("examples");
        tally.examples(fault)
                .forEach(position ->
                        examples.addObject().put("record", position.toString()).put("image_id", ids.get(position)));
        return json;
    }

    private static ObjectNode span(Span span) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("topic", span.partition().topic())
                .put("partition", span.partition().partition())
                .put("from", span.first())
                .put("judged_from", span.judgedFrom())
                .put("to", span.end());
    }
}
