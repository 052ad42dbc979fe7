package captionstream.cli.replay;

import captionstream.schemas.DeadLetterReason;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A reason by its code, such as {@code image_not_found}. */
final class ReasonCode implements ITypeConverter<DeadLetterReason> {
    @Override
    public DeadLetterReason convert(String code) {
        return Arrays.stream(DeadLetterReason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + code + "' is none of " + all()));
    }

    private static String all() {
        return Arrays.stream(DeadLetterReason.values())
                .map(DeadLetterReason::code)
                .collect(Collectors.joining(", "));
    }
}
