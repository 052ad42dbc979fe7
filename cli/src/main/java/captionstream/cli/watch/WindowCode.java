package captionstream.cli.watch;

import captionstream.topology.statistics.WindowLength;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of windows by its code, {@code all} for all time. */
public final class WindowCode implements ITypeConverter<WindowLength> {
    @Override
    public WindowLength convert(String code) {
        try {
            return WindowLength.ofCode(code);
        } catch (IllegalArgumentException e) {
            String codes =
                    Arrays.stream(WindowLength.values()).map(WindowLength::code).collect(Collectors.joining(", "));
            throw new TypeConversionException("expected one of " + codes + ", not '" + code + "'");
        }
    }
}
