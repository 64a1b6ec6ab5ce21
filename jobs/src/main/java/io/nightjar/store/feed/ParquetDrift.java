package io.nightjar.store.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds Parquet files whose columns have other types than in the first file of the feed. */
final class ParquetDrift {
    private ParquetDrift() {}

    static List<FileFacts> refused(List<FileFacts> files, FeedSpec spec) {
        FileFacts first =
                files.stream().filter(FileFacts::isReadable).findFirst().orElse(null);
        if (first == null || first.types().isEmpty()) {
            return files;
        }
        Map<String, String> expected = types(first);
        return files.stream().map(file -> compared(file, first, expected, spec)).toList();
    }

    private static FileFacts compared(FileFacts file, FileFacts first, Map<String, String> expected, FeedSpec spec) {
        Map<String, String> types = file.isReadable() ? types(file) : Map.of();
        for (String column : types.isEmpty() ? List.<String>of() : spec.columns()) {
            String type = types.get(Header.key(column));
            String before = expected.get(Header.key(column));
            if (!type.equals(before)) {
                return file.refused(new FileProblem(
                        FileProblem.Code.PARQUET_TYPE_DRIFT,
                        file.name() + ": column " + column + " is " + type + " here and " + before + " in "
                                + first.name() + "; export both alike, or read them as two feeds"));
            }
        }
        return file;
    }

    private static Map<String, String> types(FileFacts file) {
        Map<String, String> types = new HashMap<>();
        for (int i = 0; i < file.columns().size(); i++) {
            types.put(Header.key(file.columns().get(i)), file.types().get(i));
        }
        return types;
    }
}
