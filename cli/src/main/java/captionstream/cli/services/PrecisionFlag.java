package captionstream.cli.services;

import captionstream.worker.model.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the model computes in. */
public final class PrecisionFlag {
    @Option(
            names = "--dtype",
            paramLabel = "float32|float16",
            description =
                    "What the model's layers compute in; float16 is for GPUs, halves the memory of the layers, and"
                            + " changes scores a little (default: ${DEFAULT-VALUE}; $CAPTIONSTREAM_DTYPE).",
            defaultValue = "float32",
            converter = ByName.class)
    private Precision dtype = Precision.FLOAT32;

    public Precision precision() {
        return dtype;
    }

    private static final class ByName implements ITypeConverter<Precision> {
        @Override
        public Precision convert(String name) {
            try {
                return Precision.named(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
