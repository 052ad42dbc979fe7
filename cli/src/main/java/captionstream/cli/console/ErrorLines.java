package captionstream.cli.console;

import captionstream.local.LocalStartException;
import captionstream.worker.hub.HubException;
import captionstream.worker.model.ModelFileException;
import captionstream.worker.train.TrainingRefused;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Turns whatever ended a command into its {@link CommandFailure}. */
public final class ErrorLines {
    private ErrorLines() {}

    public static CommandFailure explain(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof CommandFailure failure) {
            return failure;
        }
        if (cause instanceof FileSystemException || cause instanceof FileNotFoundException) {
            return file(cause).causedBy(thrown);
        }
        if (cause instanceof HubException hub) {
            return CommandFailure.environment(message(hub), hub.remedy()).causedBy(thrown);
        }
        if (cause instanceof LocalStartException
                || cause instanceof ModelFileException
                || cause instanceof TrainingRefused) {
            return CommandFailure.environment(message(cause), "").causedBy(thrown);
        }
        if (hasCause(thrown, BindException.class)) {
            return CommandFailure.environment(
                            "A port is taken: " + message(thrown),
                            "Stop the process that listens there, or choose another port")
                    .causedBy(thrown);
        }
        if (cause instanceof KafkaException) {
            return kafka(cause).causedBy(thrown);
        }
        if (cause instanceof IllegalArgumentException) {
            return CommandFailure.usage(message(cause), "").causedBy(thrown);
        }
        return CommandFailure.failed(
                        cause.getClass().getSimpleName() + ": " + message(cause),
                        "Run it again with --verbose for the stack trace")
                .causedBy(thrown);
    }

    private static CommandFailure file(Throwable cause) {
        String name = message(cause);
        if (cause instanceof NoSuchFileException) {
            return CommandFailure.environment("No such file or directory: " + name, "");
        }
        if (cause instanceof AccessDeniedException) {
            return CommandFailure.environment("Permission denied: " + name, "");
        }
        if (cause instanceof NotDirectoryException) {
            return CommandFailure.environment("Not a directory: " + name, "");
        }
        if (cause instanceof FileAlreadyExistsException) {
            return CommandFailure.environment("Already there: " + name, "");
        }
        return CommandFailure.environment("Cannot use file " + name, "");
    }

    private static CommandFailure kafka(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return CommandFailure.environment(
                    "Kafka did not answer in time: " + message(cause),
                    "Check --bootstrap-servers and that the broker runs");
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return CommandFailure.environment(
                    "Kafka refused this client: " + message(cause), "Check the settings in --kafka-config");
        }
        if (cause instanceof ConfigException || cause.getCause() instanceof ConfigException) {
            Throwable config = cause instanceof ConfigException ? cause : cause.getCause();
            return CommandFailure.usage("Kafka settings: " + message(config), "");
        }
        return CommandFailure.environment(message(cause), "");
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof UncheckedIOException
                        || cause instanceof ExecutionException
                        || cause instanceof CompletionException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
