package captionstream.schemas;

import java.util.Locale;

/** Why a record was given up; {@link #code()} is what a dead letter carries, and never changes its meaning. */
public enum DeadLetterReason {
    /** The value is not Avro in Confluent's wire format under a known, compatible schema. */
    UNDECODABLE_RECORD(FailureStage.INTAKE),
    /** The record has no value. */
    EMPTY_RECORD(FailureStage.INTAKE),
    /** The event has no id, or one that is too long or holds control characters, or its key is another id. */
    INVALID_ID(FailureStage.INTAKE),
    /** The URI cannot be parsed or is not absolute. */
    INVALID_URI(FailureStage.INTAKE),
    /** No fetcher handles the URI's scheme. */
    UNSUPPORTED_SCHEME(FailureStage.INTAKE),
    /** A prompt is empty, too long or repeated, or there are too many. */
    INVALID_PROMPTS(FailureStage.INTAKE),
    /** A reference caption is blank or too long, or there are too many. */
    INVALID_REFERENCES(FailureStage.INTAKE),
    /** The expected digest is not 64 hexadecimal digits. */
    INVALID_SHA256(FailureStage.INTAKE),
    /** The event is so large that a request made of it might not fit into a record. */
    EVENT_TOO_LARGE(FailureStage.INTAKE),
    /** The fetch policy does not allow this location. */
    FORBIDDEN_LOCATION(FailureStage.FETCH),
    /** There is nothing at the URI. */
    IMAGE_NOT_FOUND(FailureStage.FETCH),
    /** The bytes could not be read, after retries where a retry can help. */
    FETCH_FAILED(FailureStage.FETCH),
    /** Reading took longer than allowed. */
    FETCH_TIMEOUT(FailureStage.FETCH),
    /** More bytes than allowed. */
    IMAGE_TOO_LARGE(FailureStage.FETCH),
    /** The bytes have another SHA-256 than the event says. */
    SHA256_MISMATCH(FailureStage.FETCH),
    /** There are no bytes. */
    EMPTY_IMAGE(FailureStage.DECODE),
    /** The bytes are no image of a format this worker reads. */
    UNKNOWN_IMAGE_FORMAT(FailureStage.DECODE),
    /** The image is damaged or ends early. */
    CORRUPT_IMAGE(FailureStage.DECODE),
    /** More pixels, or longer sides, than allowed. */
    TOO_MANY_PIXELS(FailureStage.DECODE),
    /** Decoding took longer than allowed. */
    DECODE_TIMEOUT(FailureStage.DECODE),
    /** Workers that are killed or stopped have left the request unfinished too often. */
    DELIVERED_TOO_OFTEN(FailureStage.CAPTION),
    /** A prompt does not leave room in the language model's context. */
    PROMPT_TOO_LONG(FailureStage.CAPTION),
    /** The model failed on this image, or gave a score that is not a number. */
    MODEL_FAILED(FailureStage.CAPTION),
    /** The outcome is too large for the broker to take. */
    OUTCOME_TOO_LARGE(FailureStage.PUBLISH),
    /** The statistics could not take the record. */
    PROCESSING_FAILED(FailureStage.STATISTICS);

    private final FailureStage stage;

    DeadLetterReason(FailureStage stage) {
        this.stage = stage;
    }

    public FailureStage stage() {
        return stage;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
