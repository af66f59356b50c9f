/// Words for choices: long, far from each other and from everything that the bot understands, so that a slip of
/// the finger still means one of them.
enum PollWords {
    static let all = [
        "saturday", "library", "pineapple", "football", "museum", "swimming", "chocolate", "mountain",
        "guitar", "painting", "elephant", "rainbow", "theatre", "volcano", "umbrella", "kangaroo", "bicycle",
        "lighthouse", "cinnamon", "penguin", "sandwich", "telescope", "waterfall", "crocodile", "butterfly",
        "hurricane", "orchestra", "parachute", "strawberry", "xylophone", "dinosaur", "blueberry",
        "campfire", "dragonfly", "fountain", "gymnastics", "hedgehog", "island", "jellyfish", "keyboard",
        "lavender", "mushroom", "notebook", "octopus", "porridge", "quicksand", "raspberry", "snowflake",
        "trampoline", "vegetable", "windmill", "yoghurt", "zebra crossing", "astronaut", "broccoli",
        "cathedral", "dolphin", "envelope", "firework", "grasshopper", "harmonica", "icicle", "jigsaw",
        "labyrinth", "mandarin", "nightingale", "ostrich", "pyramid", "quartet", "rucksack", "skyscraper",
        "toothbrush", "unicorn", "violin", "wardrobe", "caterpillar", "pancakes", "marathon", "badminton",
        "aquarium",
    ]

    /// An answer in somebody's own words: nothing like any choice, and nobody else's.
    static func thought(_ number: Int) -> String { "blorp \(mark(number)) zim" }

    /// What stands in one answer alone.
    static func mark(_ number: Int) -> String { "w\(number)w" }

    /// The same word with two letters in its middle the wrong way round.
    static func nearMiss(_ word: String) -> String {
        var letters = Array(word)
        let middle = letters.count / 2
        guard letters.count > 6, letters[middle] != letters[middle - 1] else { return word }
        letters.swapAt(middle, middle - 1)
        return String(letters)
    }
}
