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
                hell yeah, hell yes, hells yeah, heck yeah, heck yes, yes yes, oh yes, oh yeah, thats a yes, its a yes
                its a yes from me, that is a yes, it is a yes, a yes from me, yes from me, id say yes, i say yes
                fine by me, fine with me, ok with me, okay with me, ok by me, good with me, good for me, works for me, works for us, works best, works well, works great, works fine
                works with me, works better
                fine with that, fine with it, im fine with it, im ok with it, im happy with it, im good with it, im fine with that, im ok with that, im happy with that, im good with that, im up for it
                up for it, up for that, im up for that, im coming, i am coming, am coming, coming, ill be there
                ill come, i will come, im game, sure am, sure will, too right, absolutely yes, yes definitely
                definitely yes, yes of course, i want to, i do want to, id like to, i would like to
                i would like that, id like that, strongly agree, totally agree, completely agree, fully agree
                go ahead, go for that, yes ok, obviously, obvs yes, for definite, yes i would
                yes id love to, yes id like to, certainly, naturally, indeed, by all means, i want to come
                i want to go, i can come, i can make it, i can go, can come, can make it, i will be there, ill go, i will go
                that sounds good, that sounds great, id be up for it, im keen, keen, why yes, thumbs up, affirmative
                yes yeah, yeah yes, yes 100, 100 yes, yup yup, yessir, yes sir, yes miss, yep yep
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
                hell no, hell nah, heck no, oh no thanks, hard no, thats a no, its a no, its a no from me, that is a no
                it is a no, a no from me, no from me, id say no, i say no, i guess not, guess not, i think not, think not
                i suppose not, suppose not, probably not, prob not, prolly not, no but thanks, no but thank you
                no thanks though, nah but thanks, no but ta, not really no, no not really, course not, certainly not
                not at all, no can do, im not going, not going, i wont go, i wont be there, wont be there
                i wont come, wont come, i cant go, cant go, i cant do it, i cant do that, cant do that, not likely
                im out, not keen, im not keen, no not me, not my thing, its not for me, its not my thing, not today thanks
                i dont fancy it, dont fancy it, id rather not come, rather not come
                i wont be able to come, wont be able to come, i wont be able to, wont be able to, not able to come
                im not able to come, im not able to, not able to, aint coming, i aint coming, im not gonna come
                not gonna come, im not going to come, not going to come, i dont agree, dont agree, do not agree
                strongly disagree, totally disagree, completely disagree, 
                no way jose, thumbs down, negative, no 100, 100 no, cant sorry, sorry cant, no never, nah never, absolutely no way, no ty, nty
                i would not, i wouldnt, i am not, i would not like to, id not like to, i do not want to, i dont really want to
                dont really want to, no i would not, cannot come, i cannot, i cannot come, not interested thanks
                no im ok, no im okay, no im fine, no im good, nah im ok, nah im okay, nah im fine, nah im good
                nope im ok, nope im good, nope im fine, no thanks im ok, no thanks im good, no thanks im fine
                no thank you im ok, no thank you im good, no thank you im fine, count me out please
                """
            ),
            (
                .unsure,
                """
                not sure, im not sure, i am not sure, unsure, dunno, donno, dno, i dunno, dont know, i dont know, idk, idek
                i have no idea, no idea, no clue, not sure yet, dont know yet, i dont know yet, maybe, mabye, mayb, mebbe
                perhaps, possibly, might, i might, cant decide, i cant decide, undecided, cant say, hard to say
                not certain, who knows, not shure, im not shure, not 2 sure, not too sure, im not too sure
                im not really sure, not really sure, not totally sure, not completely sure, not so sure, havent decided
                i havent decided, havent decided yet, i havent decided yet, i dont really know, dont really know
                no opinion, cant tell, ive no idea, i have no clue, ill have to see, i might come, might come, might go
                i might go, beats me, still deciding, im still deciding, still thinking, im still thinking
                i am undecided, im undecided, 50 50, fifty fifty, 5050, idkk, idunno, i dno, i donno, not decided
                not decided yet, cba to decide, im unsure, i am unsure, still unsure, im torn, dont no, i dont no
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
                up to you, its up to you, all the same to me, idm, idc, any of these, any of those, any one of them
                whatever you think, whatever you want, surprise me, you can choose, you can pick, you can decide
                whatever u think, whatever is best, whichever one, im easy, im not bothered which, no preferance
                i have no preference, doesnt bother me, both are fine, either is fine, any is fine, all good with me
                dont mind which, i dont mind which, whatever works, not bothered which one, i dont care which
                """
            ),
            (
                .all,
                """
                both, both of them, both of these, all, all of them, all of these, all of those, everything, all two
                all three, all four, all five, all six, all 2, all 3, all 4, all 5, all 6, all three of them
                all four of them, all of the above, all the above, the lot, the whole lot, every one, every one of them
                all of it, them all, all them, all three of these, all four of these, all five of them
                """
            ),
            (
                .aside,
                """
                cant wait, i cant wait, no worries if not, dont worry, see you, see u, c u, c you, cya, see ya, see yous
                see you there, see u there, hope thats ok, hope that is ok, is that ok, if thats ok, if that is ok
                4 me, 4 us, if possible, when you can, good morning, good afternoon, good evening, i would say, id say
                i have to say, if im honest, to be honest, out of these, from the list, on the list, in the list
                out of those, of those, of these, out of them, the most, best of all, i would choose, id choose, id pick
                i would pick, id go for, id go with, i would go for, i would go with, gotta be, got to be, has to be
                its got to be, for me please, if you dont mind, as well, if thats okay, if its ok, if thats alright
                """
            ),
            (
                .howTheyAre,
                """
                im ok, im okay, im fine, im good, im alright, im great, im cool, i am ok, i am okay, i am fine, i am good
                i am alright, im fine thanks, im ok thanks, im good thanks, im okay thanks, im not bad, not bad, all good
                im very well, im well, doing ok, doing fine, doing good, im doing ok, im doing good, im doing fine
                im all right, fine thanks, good thanks, good thank you, fine thank you, im so so, not too bad, im sound
                """
            ),
            (
                .noAnswer,
                """
                just a second, a second, one second, a sec, one sec, wait a second, one minute, one min, a minute, at last
                at first, first of all, no one, no problem, no problems, no probs, no prob, no worries, no need to worry
                for once, one day, one thing, one more, one more thing, one question, yes and no, yes or no
                me 2, me too, me also, same, same here, same as, you 2, you too, u 2, us 2, us too, that 2, this 2, 2 much
                2 good, 2 cool, 2 bad, 2 late, 2 early, 2 busy, 2 far, 2 hard, 2 day, 2 days, 2 nite, 2 be, 2 me, 2 do
                2 go, 2 get, 2 come, 2 you, 2 the, 2 my, need 2, have 2, got 2, want 2, going 2, able 2, used 2, too much
                4 you, 4 sure, 4 real, 4 now, 4 ever, one of them, one of these, one of those, one of us, one of my
                1 of them, 1 of these, 1 of those, 1 of us, 2 of them, 2 of these, 2 of those, 3 of them, 3 of these
                2 of us, 3 of us, 4 of us, 5 of us, no comment, no signal, no credit, no doubt, no matter, no offence
                no lie, no cap, no joke, no way home, no wonder, no need, no rush, no pressure, no more, 
                not only, not just, not 100, not long, not again, no kidding, yeah right, yes sure right, as if, i wish
                in a second, in a sec, in 1, in one, in 2, at once, one time, one sec please, 1 sec, 1 min
                one moment, 1 minute, 1 second, first time, last time, the first time, second time, last week, last year
                last night, last month, first week, first day, last day, good one, nice one, which one, no one knows
                number please, number now, i sat, we sat, sat down, 2nd best, second best, im ill, i am ill, thats me, that is me, feeling ill, ill today, im sick, i am sick, on second thoughts, second thoughts, first off, first thing
                last thing, one another, top of the, im online, im offline, no answer, no reply, no choice, no option
                nice 1, good 1, hard one, tough one, hard choice, tough choice, good choice, my number, your number
                no number, no idea what this is, why now, what now
                """
            ),
        ],
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
        ],
        amounts: ["both": 2, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6],
        sameLabels: [
            "nobody, no one, noone, no body, not anyone, no1",
            "something else, other, another, others, something different, other thing, else",
            "someone else, other, another, others, another person, other person, somebody else, else",
            "somewhere else, other, another place, other place, another, someplace else, else",
        ],
        lists: [
            "fillers": """
            please pls plz plss pleas plese thanks thank you thanku thankyou thx tnx thnx thanx fanks ty ta cheers the a an i id ill im ive
            am we us me my like liked love want wanna wants prefer choose chose pick picked go goes going gonna gunna went
            with for vote voting votes answer answers is it its was would wud will can could cud do does think fink
            reckon guess suppose say said saying be best better good great fine ok okay k cool nice sounds to on
            in at this that then just really definitely def defo deffo probably prob probs hi hello hey hiya hya um umm
            erm er uh oh ah ooh hmm hm well so lol haha hahaha x xx xxx xo xd bro mate miss sir there come coming attend
            make free fav fave favourite favorite bit very super much sorry meant mean actually have having too has got
            get some day choice option number reply button let lets take took tbh imo omg yay
            woo wow as lovely amazing brilliant brill again up
            cya am being us give gave rate rating score also man mate bruv bruh dude time id ive theres theyre thats yous cuz pal fam hun babe peeps team guys boss gonna
            years old yrs aged age
            """,
            "negations": """
            not dont doesnt didnt no nah nope never cant cannot wont wouldnt shouldnt couldnt isnt arent wasnt aint nor
            neither none without except excluding hate avoid rather instead unless anything but nothing
            """,
            "alternators": "or and n",
            "reasons": "because cos coz cuz cus becuz becos becus bcos bc bcoz since",
            "conditions": """
            if but unless depends depending except though although however might maybe perhaps when what whats why who
            how where which whether until till asking wrong joking jk kidding
            """,
            "acknowledgements": """
            ok okay okey oki k kk sure fine alright cool great nice thanks thank you thx ty ta cheers hi hello hey oh ah
            good lovely amazing brilliant brill of course true correct right sounds
            """,
            "wellKnown": """
            monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday weekend weekday morning
            afternoon evening night week month year january february march april may june july august september october
            november december none nothing other others someone anyone everyone nobody
            more less most least like dislike light night right might fight
            head dead bread read good food mood home here hear where were there their they them then than this that
            with from have been what when will about into over under after before never sometimes
            """,
            "leads": "yes yeah yep yup yea yeh yh aye no nope nah",
            "placeMarkers": "option number num no nr nos choice answer button reply item opt",
            "placeNouns": "one ones option choice answer button",
            "pointers":
                "this that which any no every some each another other best better good nice great new old cool lovely",
            "last": "last final bottom",
            "top": "top",
            "middle": "middle",
            "these": "these those them",
            "marks": "star stars point points",
            "polite": """
            please pls plz plss pleas plese thanks thank you thanku thankyou thx tnx thnx thanx fanks thanku ty ta cheers x xx xxx xo
            miss sir
            """,
            "softeners": """
            obvs obviously definitely definately def defo deffo definitly 100 deffs totally absolutely
            surely honestly really actually literally probs probably prob prolly mostly mainly
            certainly ofc clearly easily easy
            """,
            "plainYes": """
            yes, yess, y, yeah, yea, yeh, yh, yep, yup, ye, yes i do, yes i agree, i agree, yes i will
            yes i can, yes i am, yes i would, yes yes, yes yes yes, yes definitely, definitely yes
            yes of course, of course yes, yes of course i do, yes ok, yes okay, yes thats fine, yes that is fine
            i do, yes i want to, yes i would like to, yes id like to, yes id love to, yes sure, yes 👍
            yes i do agree, agree, agreed, yes i say yes, i say yes, yep thats fine, yeah thats fine, aye
            oh yes
            """,
            "wishes": """
            want wanna lets wait wants like love can will would could coming come keen hope wish free id going gonna yes
            go attend
            """,
            "obstacles": """
            busy away ill sick poorly holiday holidays working grounded but sorry unfortunately late forgot
            asleep hate boring not no never tired wrong joking jk cancel however though cant dont wont
            """,
            "yesOpeners": """
            i would love, i would like, i would, id love, id like, love to, would love, i love, i like, i want
            i really want, i really like, i can, i will, ill, i am coming, im coming, im in, im free, im up for
            im going, im definitely, im so, im excited, im looking forward, we will, we can, we are, were coming
            see you, cant wait, i cant wait, looking forward, sounds, that sounds, thats fine, thats good
            thats great, thats cool, thats ok, thats okay, that would be, thatd be, it would be, would be
            itll be, it will be, it is good, its good, its fun, its great, its a good, it was good, it was great
            it was fun, i enjoyed, i loved, i liked, i did, i do, i have been, please, lets, lets go, definitely
            def, defo, of course, for sure, absolutely, count me, sign me, put me, i think so, think so
            i think its a good, i think that, i think it, i agree, agree, great idea, good idea, brilliant
            amazing, lovely, me and my, my mum said yes, mum said yes, mum says yes, with pleasure, happy to
            id be happy, thank, thanks, so excited
            """,
            "noOpeners": """
            sorry, i cant, cant, i dont, dont, i wont, wont, i am not, im not, not, im busy, i am busy, busy
            im away, i am away, away, im ill, im sick, im poorly, im working, im on holiday, im tired, im too
            i am too, too, im at, i have school, i have football, i have work, i have plans, i have homework
            i have an exam, i have a club, i have college, i have dentist, ive got school, ive got football
            ive got work, ive got plans, ive got homework, ive got a, i got school, got school, got football
            got work, we are away, were away, we are on holiday, were on holiday, thats ok, thats fine
            thats alright, its ok, its fine, its alright, its not, it isnt, it doesnt, it wasnt, its too
            its boring, it was boring, i hate, hate, i didnt, didnt, i havent, i never, never, unfortunately
            thank, thanks, no, nah, its a bit, im good, im ok, im fine, i am good, i am fine, i already, already
            i live too far, i would rather not, id rather not, maybe next time, next time, another time
            cant make, my mum said no, mum said no, mum says no, mum wont, dad wont, my mum wont
            """,
            "clauseStarts": """
            i im id ill ive its it we thats that my he she they no nah nope sorry
            """,
            "contrasts": """
            not, but not, and not, definitely not, def not, defo not, not the, never, rather than, i hate
            but i hate, hate, and definitely not, certainly not
            """,
            "bridges": "say said saying think want to be really do",
            "trips": "went been",
            "modals": "would will could can should shall might may",
            "norWords": """
            nor or and
            """,
            "bareCompany": """
            the on at a an to do in go one please pls thanks ta x of option number no choice it this that day
            days really or nor and either
            """,
            "letterCompany": """
            please pls plz thanks thank you ta thx is best i pick choose chose want like think vote for option
            letter answer choice number the one definitely def defo it its id say said go going with my would be
            and or n not only ok yes yeah yep then
            """,
            "strongConditions": """
            but unless if although however
            """,
            "greetings": """
            hi hello hey hiya heya hya yo ok okay so but and um umm erm er uh oh ah sorry please pls well yes
            yeah no excuse me wait also
            """,
            "askers": """
            is are isnt arent does doesnt did didnt was were wasnt werent whats wheres whos hows whens whys what
            when where who which how
            """,
            "askersBeforeSubject": """
            am do dont can cant could couldnt will wont would wouldnt should shouldnt shall may might have
            havent has hasnt must why
            """,
            "subjects": """
            i we you u it they he she there that this the my our your mum dad mums anyone anybody someone
            everyone people not a
            """,
            "requests": """
            can could may please
            """,
            "requestVerbs": """
            please pls plz plss have get pick choose vote say do change
            """,
            "beings": """
            im am was were been went live lives stuck work works currently
            """,
            "whereabouts": """
            at in near inside outside by
            """,
            "articles": """
            the a an my our your town this that
            """,
            "comparisons": """
            after before by til till until from over under above below than past since between nearly almost
            least most upto later earlier
            """,
            "above": """
            over above older more after
            """,
            "below": """
            under below younger less fewer before
            """,
            "months": """
            january february march april may june july august september october november december jan feb mar
            apr jun jul aug sep sept oct nov dec
            """,
            "days": """
            monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thur thurs fri sat
            sun
            """,
            "everydayWords": """
            able about above ache acid acre across actor actual adult afraid after again age ago agree ahead aid
            aim air alive all allow almost alone along already also although always among and anger angry animal
            another answer any anybody anyone anything anyway apart april are area argue arm around arrive ask
            asleep ate aunt away baby back bad badly bag bake ball band bang bank bar bark base bath battle bean
            bear beat became because become been beer before began begin behind being belief bell belong below
            belt bench bend beside best better between big bill bin bird birth bit bite bitter black blame blind
            blood blow blue boat body bomb bone book boot bored boring born boss both bother bottle bottom
            bought bowl boy brain brave bread break breath bridge bright bring broke broken brother brown brush
            build bump burn burst bus bush busy but butter buy cake call calm came camera can cannot cant car
            card cards care careful carry case cash castle cat catch caught cause chair chance change charge
            chat cheap check cheek cheese chess chest child chip choice choose church circle city clap class
            clean clear clever click clock close cloth cloud club coach coal coat code coin cold come comic cool
            copy corner cost cough could count country course court cousin cover cow crash crazy cream cross
            crowd cruel cry cup cure curly cut cute dad daily damp danger dare dark date daughter dead deaf deal
            dear death deep deer desk die diet different difficult dig dinner dirt dirty disco dish dive doctor
            does dog done dont door dot double down drag draw dream dress drink drive drop drove dry duck due
            dull dumb dust each eager ear early earn earth ease east easy eat egg eight either else empty end
            enemy enjoy enough enter equal even event ever every exam exit extra eye face fact fade fail fair
            fall false family famous fan far farm fast fat father fault fear feel feet fell felt fence few field
            fight fill final find fine finger finish fire first fish fist fit five fix flag flat flew floor flow
            flower fly fold follow fond food fool foot for force forest forget forgot fork form four free fresh
            from front frozen fruit full fun funny game gas gate gave gentle get ghost giant gift girl give glad
            glass glove glue goal goat gold gone good got grab grade grand grass great green grew grey grip
            ground group grow guard guess guest guitar gun guy had hair half hall ham hand handle hang happen
            happy hard harm has hat hate have head heal health hear heart heat heavy heel held hell hello help
            her here hero hide high hill him hint his hit hold hole home honest hope horse hot hotel hour house
            how huge human hung hunt hurry hurt ice idea ill inch into iron its jail jam jaw jelly job join joke
            juice jump just keen keep kept key kick kid kids kill kind king kiss kitchen knee knew knife knock
            know known lack lady laid lake lamb lamp land lane large last late later laugh law lazy lead leaf
            lean learn least leave led left leg lend less let letter level lid lie life lift light like line
            lion lip list listen litter little live liberty local lock log lonely long look lord lose loss lost
            lot loud love low luck lucky lunch mad made magic mail main make male man many map march mark market
            mask match mate maths matter may maybe meal mean meant meat meet melt member men mend mess met metal
            middle might mile milk mill mind mine minute mirror miss mist mix money monkey monster month mood
            moon more morning most mother mouse mouth move much mud mug mum must nail name nasty near nearly
            neat neck need nerve net never new news next nice night nine nobody noise noisy none noon nor north
            nose note nothing notice now nurse nut oak oil old once one only open orange other our out oven over
            own pack page paid pain pair pale pan paper part party pass past path pay peace pen pencil people
            pepper person pet phone pick picture pie piece pig pile pill pin pink pipe pizza place plain plan
            plane plant plate play player please plenty plus point police polite pond pool poor pop post pot
            potato pound power present press pretty price prince print prize proof proud pull pump pupil pure
            purple push put queen quick quiet quit quite rabbit race radio rail rain raise ran rang rat rate raw
            reach read ready real rear red rent rest rice rich ride right ring rise risk river road roar rob
            rock rode role roll roof room root rope rose rough round row royal rub rubbish rude rug rule run
            rush sad safe said sail salad salt same sand sang sauce save saw say scale scared school score
            scream sea search seat second secret see seed seek seem seen self sell send sent serve set seven
            several shade shake shall shape share sharp she shed sheep sheet shelf shell shine ship shirt shock
            shoe shoot shop short shot should shout show shower shut shy sick side sign silly silver since
            single sink sir sister sit six size skin skip skirt sky sleep slept slice slide slim slip slow small
            smart smell smile smoke smooth snake snow soap sock sofa soft soil sold some son song soon sore
            sorry sort soul sound soup sour south space spare speak speed spell spend spent spice spider spoke
            spoon spot spring square squash stage stair stamp stand star start state stay steal steam step stick
            stiff still stir stone stood stop store storm story straight strange street strong stuck student
            study stuff stupid such sugar suit summer sure surprise swear sweat sweet swing table tail take talk
            tall tank tap tape task taste tax tea team tear tease teeth tell ten tent term test text than thank
            that the their them then there these they thick thief thin thing think third this those though threw
            throat through throw thumb thus ticket tidy tie tiger tight till time tin tiny tip tired toast today
            toe told tone tonight too took tool tooth top touch tour towards towel tower toy track trade train
            trash tray treat tree trick trip trouble truck true trust truth try tube tune turn twice type ugly
            uncle under unit until upon upset urgent use used useful user usual very view village visit voice
            vote wage wait wake wall want war warm warn was wash waste watch water wave way weak wear weather
            wedding week weigh weird well went were west wet what wheel when where which while white who whole
            whose why wide wife wild will win wind window wine wing winter wipe wire wise wish with without wolf
            woman won wood wool word work world worm worry worse worst worth would wow write wrong yard yawn
            year yell yellow yesterday yet you young your zero zip zoom zone planning planned rather whenever
            wherever wonder wonderful worried tale tall noted noting offline inline outline sunny sandy satisfied sundae musical
            theatre liberal libra parking parked pork perk peak spark shark lark
            """,
        ])

    /// Whether people say a word all day, whatever it may be short for.
    static func isEveryday(_ word: String) -> Bool {
        answers.everydayWords.contains(word) || answers.fillers.contains(word) || answers.phrases[word] != nil
            || [
                "hi", "add", "he", "la", "nice", "she", "as", "is", "it", "us", "do", "be", "or", "an", "in",
                "pa", "ma",
            ].contains(word)
    }

    /// Number words, as the figure that they stand for.
    static let numbers: [String: Int] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "thre": 3,
    ]

    /// What may be written onto a number, as the word that it stands for.
    static let units: [String: String] = [
        "h": "hour", "hr": "hour", "hrs": "hour", "hour": "hour", "hours": "hour", "min": "minute",
        "mins": "minute", "minutes": "minute", "y": "years", "yr": "years", "yrs": "years", "yo": "years",
        "years": "years",
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
        "wanna": "want", "nahh": "nah", "yepp": "yep", "noo": "no", "yess": "yes", "yeahh": "yeah",
        "nopee": "nope", "yeap": "yep", "cnt": "cant", "dnt": "dont", "wnt": "wont", "hours": "hour",
        "hrs": "hour",
        "hr": "hour",
        "minutes": "minute", "mins": "minute", "min": "minute", "yrs": "years", "yr": "years",
    ]
}
