package captionstream.worker.hub;

import ai.djl.ndarray.NDArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A state dictionary as {@code torch.save} writes it, with a storage for each tensor. */
final class TorchFile {
    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    static byte[] of(Map<String, NDArray> tensors) throws IOException {
        TorchFile file = new TorchFile();
        file.write(tensors);
        return file.bytes.toByteArray();
    }

    private void write(Map<String, NDArray> tensors) throws IOException {
        zip.setMethod(ZipEntry.STORED);
        op("\u0080\u0002}(");
        int key = 0;
        for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            string(tensor.getKey());
            tensor(
                    String.valueOf(key),
                    tensor.getValue().getShape().getShape(),
                    tensor.getValue().size());
            entry("archive/data/" + key, tensor.getValue().toByteBuffer());
            key++;
        }
        op("u.");
        entry("archive/data.pkl", ByteBuffer.wrap(pickle.toByteArray()));
        zip.close();
    }

    private void tensor(String key, long[] shape, long size) {
        op("ctorch._utils\n_rebuild_tensor_v2\n((");
        string("storage");
        op("ctorch\nFloatStorage\n");
        string(key);
        string("cpu");
        number(size);
        op("tQ");
        number(0);
        op("(");
        for (long dimension : shape) {
            number(dimension);
        }
        op("t(");
        for (int i = 0; i < shape.length; i++) {
            long stride = 1;
            for (int j = i + 1; j < shape.length; j++) {
                stride *= shape[j];
            }
            number(stride);
        }
        op("t\u0089ccollections\nOrderedDict\n)RtR");
    }

    private void op(String codes) {
        pickle.writeBytes(codes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void number(long value) {
        op("J");
        pickle.writeBytes(littleEndian((int) value));
    }

    private void string(String text) {
        op("X");
        pickle.writeBytes(littleEndian(text.length()));
        op(text);
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private void entry(String name, ByteBuffer content) throws IOException {
        byte[] data = new byte[content.remaining()];
        content.get(data);
        CRC32 crc = new CRC32();
        crc.update(data);
        ZipEntry header = new ZipEntry(name);
        header.setSize(data.length);
        header.setCrc(crc.getValue());
        zip.putNextEntry(header);
        zip.write(data);
    }
}
