package captionstream.cli.watch;

import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The argument of {@code watch}. */
final class WatchedName implements ITypeConverter<Watched<? extends SpecificRecord>> {
    @Override
    public Watched<? extends SpecificRecord> convert(String name) {
        return switch (name) {
            case "captions" -> Watched.CAPTIONS;
            case "rankings" -> Watched.RANKINGS;
            case "feedback" -> Watched.FEEDBACK;
            case "dead-letters" -> Watched.DEAD_LETTERS;
            default ->
                throw new TypeConversionException(
                        "expected captions, rankings, feedback or dead-letters, not '" + name + "'");
        };
    }
}
