package io.patchbay.media.sfu;

import java.util.Locale;
import java.util.Map;

/**
 * The {@code profile-level-id} of H.264 (RFC 6184 §8.1): which profile, by the patterns of its Table 5, and which level.
 *
 * @param level ten times the level's number (31 for 3.1), or {@link #LEVEL_1B}
 */
record H264Profile(Name profile, int level) {
    static final int LEVEL_1B = 0;
    static final String ID = "profile-level-id";

    /** What an absent id is taken for by all browsers: constrained baseline, level 3.1. */
    private static final H264Profile DEFAULT = new H264Profile(Name.CONSTRAINED_BASELINE, 31);

    private static final int CONSTRAINT_SET_3 = 0x10;

    enum Name {
        CONSTRAINED_BASELINE("42e0", "42f00b"),
        BASELINE("4200", "42100b"),
        MAIN("4d00", "4d100b"),
        CONSTRAINED_HIGH("640c", null),
        HIGH("6400", null),
        PREDICTIVE_HIGH_444("f400", null);

        private final String prefix;
        private final String level1b; // null: the profile has none

        Name(String prefix, String level1b) {
            this.prefix = prefix;
            this.level1b = level1b;
        }
    }

    /** RFC 6184 Table 5: profile_idc, and the constraint bits that count with what they must be. */
    private record Pattern(int idc, int mask, int bits, Name name) {
        boolean matches(int profileIdc, int constraints) {
            return profileIdc == idc && (constraints & mask) == bits;
        }
    }

    private static final Pattern[] PATTERNS = {
        new Pattern(0x42, 0x4F, 0x40, Name.CONSTRAINED_BASELINE),
        new Pattern(0x4D, 0x8F, 0x80, Name.CONSTRAINED_BASELINE),
        new Pattern(0x58, 0xCF, 0xC0, Name.CONSTRAINED_BASELINE),
        new Pattern(0x42, 0x4F, 0x00, Name.BASELINE),
        new Pattern(0x58, 0xCF, 0x80, Name.BASELINE),
        new Pattern(0x4D, 0xAF, 0x00, Name.MAIN),
        new Pattern(0x64, 0xFF, 0x00, Name.HIGH),
        new Pattern(0x64, 0xFF, 0x0C, Name.CONSTRAINED_HIGH),
        new Pattern(0xF4, 0xFF, 0x00, Name.PREDICTIVE_HIGH_444),
    };

    /** What codec parameters say; null where they say nonsense. */
    static H264Profile of(Map<String, Object> parameters) {
        Object id = parameters.get(ID);
        return id == null ? DEFAULT : parse(id.toString());
    }

    private static H264Profile parse(String id) {
        if (!id.matches("[0-9a-fA-F]{6}")) {
            return null;
        }
        int idc = Integer.parseInt(id.substring(0, 2), 16);
        int constraints = Integer.parseInt(id.substring(2, 4), 16);
        int level = level(Integer.parseInt(id.substring(4), 16), constraints);
        if (level < 0) {
            return null;
        }
        for (Pattern pattern : PATTERNS) {
            if (pattern.matches(idc, constraints)) {
                return new H264Profile(pattern.name(), level);
            }
        }
        return null;
    }

    private static int level(int levelIdc, int constraints) {
        return switch (levelIdc) {
            case 11 -> (constraints & CONSTRAINT_SET_3) != 0 ? LEVEL_1B : 11;
            case 10, 12, 13, 20, 21, 22, 30, 31, 32, 40, 41, 42, 50, 51, 52 -> levelIdc;
            default -> -1;
        };
    }

    /**
     * The id that an answer says (RFC 6184 §8.2.2): our own level where both allow them to differ, else the lower one.
     *
     * @return null where neither side names one
     */
    static String answer(Map<String, Object> ours, Map<String, Object> theirs) {
        if (!ours.containsKey(ID) && !theirs.containsKey(ID)) {
            return null;
        }
        H264Profile our = of(ours);
        H264Profile their = of(theirs);
        boolean asymmetric = allowsAsymmetry(ours) && allowsAsymmetry(theirs);
        int level = asymmetric || !their.isLower(our) ? our.level : their.level;
        return new H264Profile(our.profile, level).id();
    }

    private static boolean allowsAsymmetry(Map<String, Object> parameters) {
        Object value = parameters.get("level-asymmetry-allowed");
        return value != null && value.toString().equals("1");
    }

    /** Level 1b lies between 1 and 1.1. */
    private boolean isLower(H264Profile other) {
        return rank(level) < rank(other.level);
    }

    private static int rank(int level) {
        return level == LEVEL_1B ? 105 : 10 * level;
    }

    private String id() {
        return level == LEVEL_1B && profile.level1b != null
                ? profile.level1b
                : profile.prefix + String.format(Locale.ROOT, "%02x", level);
    }
}
