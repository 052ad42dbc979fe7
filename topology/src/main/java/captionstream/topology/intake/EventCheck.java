package captionstream.topology.intake;

import captionstream.ImageEvent;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.PromptRules;
import captionstream.schemas.ReferenceRules;
import captionstream.topology.intake.CheckedEvent.Invalid;
import captionstream.topology.intake.CheckedEvent.Valid;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Decides whether a record of image events is one. Safe for many threads if its decoder is. */
public final class EventCheck {
    static final int LARGEST_EVENT = 768 * 1024;
    static final int LONGEST_ID = 256;
    static final int LONGEST_URI = 8 * 1024;

    private final IntakeSettings settings;
    private final Function<byte[], ImageEvent> decoder;

    /** @param decoder throws {@link SerializationException} for bytes that are no event */
    public EventCheck(IntakeSettings settings, Function<byte[], ImageEvent> decoder) {
        this.settings = settings;
        this.decoder = decoder;
    }

    /**
     * @throws RuntimeException what the decoder throws when the schema registry cannot be reached: then nothing is
     *     known about the record
     */
    public CheckedEvent check(byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return new Invalid(DeadLetterReason.EMPTY_RECORD, "the record has no value", null, null);
        }
        if (value.length > LARGEST_EVENT) {
            return new Invalid(
                    DeadLetterReason.EVENT_TOO_LARGE,
                    "the event has " + value.length + " bytes, and at most " + LARGEST_EVENT + " are allowed",
                    null,
                    null);
        }
        ImageEvent event;
        try {
            event = decoder.apply(value);
        } catch (SerializationException e) {
            return new Invalid(DeadLetterReason.UNDECODABLE_RECORD, String.valueOf(e.getMessage()), null, null);
        }
        return Stream.<Function<ImageEvent, @Nullable Violation>>of(
                        e -> id(e, key), this::uri, this::sha256, this::prompts, this::sourcePrompt, this::references)
                .map(rule -> rule.apply(event))
                .filter(violation -> violation != null)
                .findFirst()
                .<CheckedEvent>map(violation -> violation.of(event))
                .orElseGet(() -> new Valid(event));
    }

    private record Violation(DeadLetterReason reason, String message) {
        Invalid of(ImageEvent event) {
            String id = event.getId();
            return new Invalid(reason, message, id.substring(0, Math.min(LONGEST_ID, id.length())), event.getUri());
        }
    }

    private @Nullable Violation id(ImageEvent event, byte @Nullable [] key) {
        String id = event.getId();
        String message = null;
        if (id.isBlank()) {
            message = "the id is blank";
        } else if (id.length() > LONGEST_ID) {
            message = "the id has " + id.length() + " characters, and at most " + LONGEST_ID + " are allowed";
        } else if (PromptRules.hasControlCharacter(id)) {
            message = "the id has a control character";
        } else if (!Arrays.equals(id.getBytes(StandardCharsets.UTF_8), key)) {
            message = "the record's key is not the id";
        }
        return violation(DeadLetterReason.INVALID_ID, message);
    }

    private @Nullable Violation uri(ImageEvent event) {
        String text = event.getUri();
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return new Violation(DeadLetterReason.INVALID_URI, e.getReason() + " at position " + (e.getIndex() + 1));
        }
        if (!uri.isAbsolute()) {
            return new Violation(DeadLetterReason.INVALID_URI, "the URI has no scheme");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!settings.uriSchemes().contains(scheme)) {
            return new Violation(
                    DeadLetterReason.UNSUPPORTED_SCHEME, "the URI's scheme is none of " + settings.schemesForPeople());
        }
        return scheme.equals("data") ? null : violation(DeadLetterReason.INVALID_URI, location(uri, scheme, text));
    }

    private static @Nullable String location(URI uri, String scheme, String text) {
        if (text.length() > LONGEST_URI) {
            return "the URI has " + text.length() + " characters, and at most " + LONGEST_URI + " are allowed";
        }
        if (uri.isOpaque()) {
            return "the URI's path does not begin with /";
        }
        return scheme.startsWith("http") && uri.getHost() == null ? "the URI has no valid host name" : null;
    }

    private @Nullable Violation sha256(ImageEvent event) {
        String digest = event.getSha256();
        boolean well = digest == null || digest.matches("[0-9a-fA-F]{64}");
        return well ? null : new Violation(DeadLetterReason.INVALID_SHA256, "the SHA-256 is not 64 hexadecimal digits");
    }

    private @Nullable Violation prompts(ImageEvent event) {
        List<String> prompts = event.getPrompts();
        return prompts == null ? null : violation(DeadLetterReason.INVALID_PROMPTS, PromptRules.violation(prompts));
    }

    private @Nullable Violation sourcePrompt(ImageEvent event) {
        String source = event.getSourcePrompt();
        String wrong = source == null ? null : PromptRules.violation(source);
        return violation(DeadLetterReason.INVALID_PROMPTS, wrong == null ? null : "the source prompt " + wrong);
    }

    private @Nullable Violation references(ImageEvent event) {
        return violation(DeadLetterReason.INVALID_REFERENCES, ReferenceRules.violation(event.getReferences()));
    }

    private static @Nullable Violation violation(DeadLetterReason reason, @Nullable String message) {
        return message == null ? null : new Violation(reason, message);
    }
}
