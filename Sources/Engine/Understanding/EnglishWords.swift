/// The English words by which answers are understood, as young people in England write them.
enum EnglishWords {
    static let answers = AnswerWords(
        phrases: [
            (
                .yes,
                """
                yes, yess, y, ye, yea, yeah, yeh, yh, yep, yup, yuh, ya, yas, aye, yes please, yeah please, ok, okay, okey
                oki, k, kk, sure, sure thing, fine, alright, definitely, def, defo, deffo, defiantly, absolutely, of course
                ofc, course, for sure, go on, go on then, go for it, why not, sounds good, sounds great, count me in, im in
                i do, i will, i am, i can, i would, i did, i agree, agree, agreed, yes i do, yes i will, yes i am, yes i can
                love to, id love to, would love to, i would love to, happy to, cool, correct, true, thats right
                """
            ),
            (
                .no,
                """
                no, noo, n, nah, na, naa, nope, nop, no thanks, no thank you, no ta, nah thanks, no way, not really, not me
                not for me, not this time, not today, not coming, im not, im not coming, i dont, i do not, i cant, i wont
                i cant come, cant come, cant make it, i cant make it, cant do it, i dont want to, dont want to
                i dont think so, dont think so, rather not, id rather not, would rather not, i would rather not, never
                not interested, im not interested, count me out, disagree, i disagree, false, absolutely not
                definitely not, def not, defo not, of course not, no chance, i didnt
                """
            ),
            (
                .unsure,
                """
                not sure, im not sure, i am not sure, unsure, dunno, donno, dno, i dunno, dont know, i dont know, idk, idek
                i have no idea, no idea, no clue, not sure yet, dont know yet, i dont know yet, maybe, mabye, mayb, mebbe
                perhaps, possibly, might, i might, cant decide, i cant decide, undecided, cant say, hard to say
                not certain, who knows
                """
            ),
            (
                .noneOfThese,
                """
                neither, none, none of them, none of these, none of those, neither of them, neither one, nothing
                none of the above
                """
            ),
            (
                .any,
                """
                either, either one, either of them, any, any of them, any one, anything, whichever, whatever, dont mind
                i dont mind, i really dont mind, dont care, i dont care, not fussed, im not fussed, not bothered
                im not bothered, doesnt matter, it doesnt matter, no preference, you choose, you pick, you decide
                up to you, its up to you, all the same to me
                """
            ),
            (.all, "both, both of them, all, all of them, all of these, everything, all three, all four"),
            (.aside, "cant wait, i cant wait, no worries if not, dont worry"),
            (
                .noAnswer,
                """
                just a second, a second, one second, a sec, one sec, wait a second, one minute, one min, a minute, at last
                at first, first of all, no one, no problem, no problems, no probs, no prob, no worries, no need to worry
                for once, one day, one thing, one more, one more thing, one question, yes and no, yes or no
                """
            ),
        ],
        fillers: """
            please pls plz plss pleas plese thanks thank you thanku thankyou thx tnx ty ta cheers the a an i id ill im ive
            am we us me my like liked love want wanna wants prefer choose chose pick picked go goes going gonna gunna went
            with for vote voting votes answer answers is it its was would wud will can could cud do does think fink
            reckon guess suppose say said saying be best better good great fine ok okay k cool nice sounds works work to on
            in at this that then just really definitely def defo deffo probably prob probs hi hello hey hiya hya um umm
            erm er uh oh ah ooh hmm hm well so lol haha hahaha x xx xxx xo xd bro mate miss sir there come coming attend
            make free fav fave favourite favorite bit very super much sorry meant mean actually have having too has got
            get some day choice option number reply button let lets take took tbh imo omg yay
            woo wow as lovely amazing brilliant brill again up
            """,
        negations: """
            not dont doesnt didnt no nah nope never cant cannot wont wouldnt shouldnt couldnt isnt arent wasnt aint nor
            neither none without except excluding hate avoid rather instead unless anything but nothing
            """,
        alternators: "or and n",
        reasons: "because cos coz cuz cus becuz becos becus bcos bc bcoz since",
        conditions: """
            if but unless depends depending except only though although however might maybe perhaps when what whats why who
            how where which whether until till asking wrong joking jk kidding
            """,
        acknowledgements: """
            ok okay okey oki k kk sure fine alright cool great nice thanks thank you thx ty ta cheers hi hello hey oh ah
            good lovely amazing brilliant brill of course true correct right sounds
            """,
        wellKnown: """
            monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday weekend weekday morning
            afternoon evening night week month year january february march april may june july august september october
            november december none nothing other others someone anyone everyone nobody
            more less most least like dislike light night right might fight
            head dead bread read good food mood home here hear where were there their they them then than this that
            with from have been what when will about into over under after before never always sometimes
            """,
        leads: "yes yeah yep yup yea yeh yh aye no nope nah",
        placeMarkers: "option number num no nr nos choice answer button reply item opt",
        placeNouns: "one ones option choice answer button",
        pointers: "this that which any no every some each another other",
        last: "last final bottom",
        top: "top",
        middle: "middle",
        emoji: [
            (.yes, "👍 ✅ ✔ ☑ 👌 🙋 💯 🆗 🙌"),
            (.no, "👎 ❌ ✖ 🚫 ⛔ 🙅"),
            (.unsure, "🤷 🤔"),
        ],
        labelBeginnings: [
            (
                .yes,
                "yes, yeah, yep, agree, i agree, count me in, im in, im coming, i can, i will, i do, i am, accept"
            ),
            (
                .no,
                """
                no, nope, nah, disagree, i disagree, count me out, im not coming, i cant, i wont, i dont, im not, i am not
                cant come, decline
                """
            ),
            (
                .unsure,
                "not sure, im not sure, i am not sure, unsure, maybe, dont know, i dont know, perhaps, undecided"
            ),
            (.noneOfThese, "none, neither, nothing"),
            (
                .any,
                "either, any, dont mind, i dont mind, no preference, whichever, doesnt matter, it doesnt matter"
            ),
            (.all, "both, all of"),
            (.noAnswer, "no one, no idea, no change, no opinion, no more, no difference"),
        ])

    /// Number words, as the figure that they stand for.
    static let numbers: [String: Int] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thre": 3,
    ]

    static let ordinals: [String: Int] = [
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
        "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
    ]

    /// Short and other spellings, as the word that they stand for.
    static let spellings: [String: String] = [
        "weds": "wednesday", "tues": "tuesday", "thur": "thursday", "thurs": "thursday", "thu": "thursday",
        "tue": "tuesday", "noon": "midday", "cannot": "cant", "tmrw": "tomorrow", "tmr": "tomorrow",
        "tomo": "tomorrow", "2moro": "tomorrow", "2nite": "tonight", "u": "you", "ur": "your", "r": "are",
        "wanna": "want",
    ]
}
