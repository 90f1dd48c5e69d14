/**
 * Names of the communities of South London, and how many of the 157 belong to each. This file is a
 * table.
 *
 * Ethnicity is not published, so the counts are invented, and so are the codes beside them (police
 * self-defined). They are dealt without regard to class, history or incident: nothing about any
 * community can be learnt from this cohort. INVARIANT: either sex has at least `count` full names.
 */
import type { CohortPerson } from './cohort-person.ts';

type Ethnicity = CohortPerson['ethnicity'];

export type Community = {
  count: number;
  ethnicities: readonly Ethnicity[];
  girls: readonly string[];
  boys: readonly string[];
  families: readonly string[];
};

/** NFC, the form in which the API keeps text. */
const list = (names: string): string[] => names.normalize('NFC').split(', ');

const community = (
  count: number,
  ethnicities: Ethnicity[],
  girls: string,
  boys: string,
  families: string,
): Community => {
  return {
    count,
    ethnicities,
    girls: list(girls),
    boys: list(boys),
    families: list(families),
  };
};

const WEST_AFRICAN = [
  community(
    7,
    ['B2'],
    'Temiloluwa, Oluwaseyi, Folasade',
    'Ayòmídé, Babatunde, Olúwaṣeun, Tobiloba',
    'Adébáyọ̀, Oyelaran, Balogun, Akinwande-Cole, Oshodi',
  ),
  community(
    4,
    ['B2'],
    'Chiamaka, Ngozi, Adaeze',
    'Chukwuemeka, Ifeanyi, Obinna',
    'Okonkwo, Nwachukwu, Eze',
  ),
  community(
    7,
    ['B2'],
    'Adwoa, Efua, Akosua',
    'Kwabena, Kofi, Yaw, Nana Kwame',
    'Ofori-Mensah, Boateng, Asante, Agyeman',
  ),
  community(
    4,
    ['B2'],
    'Aminata, Fatoumata, Isatu',
    'Mamadou, Alhaji, Foday',
    "N'Diaye, Koroma, Sesay, Bangura",
  ),
];

const EAST_AFRICAN = [
  community(
    5,
    ['B2'],
    'Hodan, Ayaan, Ifrah',
    'Abdirahman, Zakariye, Mahad, Guled',
    'Warsame, Abdi, Farah, Mohamud',
  ),
  community(
    3,
    ['B2'],
    'Selam, Makda',
    'Yonas, Biniam, Nahom',
    'Tesfaye, Gebremariam, Haile',
  ),
];

const CARIBBEAN = [
  community(
    18,
    ['B1', 'B1', 'B1', 'B9'],
    "Shanice, Renée, Tia-Mae, Kezia, Amoya, De'Asia",
    "Jahmal, Tyrese, D'Andre, Malachi, Kemar, Nathaniel, Rohan, Shaquille, Isaiah, Levi",
    'Campbell-Reid, Grant, Francis, Thompson, Beckford, McFarlane, Baptiste, St Hilaire, Dacosta, Powell, Lindo, Gayle',
  ),
];

const SOUTH_ASIAN = [
  community(
    3,
    ['A1'],
    'Diya, Krupa',
    'Dhruv, Jay, Rohit',
    'Patel, Bhatt, Chauhan',
  ),
  community(2, ['A1'], 'Harpreet, Simran', 'Gurdeep, Jaskaran', 'Sandhu, Gill'),
  community(2, ['A1'], 'Anjali, Reena', 'Arjun, Ryan', "D'Souza, Nair"),
  community(
    7,
    ['A2'],
    'Zainab, Mahnoor, Aleena',
    'Hamza, Bilal, Usman, Danyal',
    'Khan, Malik, Hussain, Qureshi, Ul-Haq',
  ),
  community(
    5,
    ['A3'],
    'Nusrat, Tahmina, Sadia',
    'Rafiq, Tanvir, Shakil, Mahin',
    'Rahman, Chowdhury, Miah, Uddin',
  ),
  community(
    5,
    ['A9'],
    'Abirami, Thulasi, Kavya',
    'Kirushan, Pratheep, Vithusan, Nilan',
    'Sivakumar, Thevarajah, Ratnasingham, Kandiah, Yogeswaran',
  ),
];

const EAST_AND_SOUTHEAST_ASIAN = [
  community(2, ['A4'], 'Ka Yan, Hoi Ching', 'Ho Yin, Tsz Kit', 'Cheung, Lau'),
  community(1, ['A4'], 'Yǔtóng', 'Zihan', 'Zhāng'),
  community(3, ['A9'], 'Thảo, Linh', 'Minh Khôi, Đức', 'Nguyễn, Trần, Phạm'),
  community(
    2,
    ['A9'],
    'Maricel, Althea',
    'Jericho, Paolo',
    'Dela Cruz, Villanueva',
  ),
];

const MIDDLE_EASTERN = [
  community(1, ['O9'], 'Parisa', 'Arash', 'Rostami'),
  community(2, ['O9'], 'Marwa, Hosna', 'Sulaiman, Farid', 'Noorzai, Stanikzai'),
  community(1, ['O9'], 'Rojin', 'Zana', 'Barzani'),
  community(2, ['O2'], 'Noor, Rania', 'Haydar, Yusuf', "Al-Tamimi, Sa'di"),
];

const EUROPEAN = [
  community(
    5,
    ['W9'],
    'Elif, Çağla, Zeynep',
    'Emre, Ömer, Barış, Kağan',
    'Yılmaz, Öztürk, Çelik, Aydın, Şahin',
  ),
  community(
    4,
    ['W9'],
    'Zuzanna, Oliwia',
    'Kacper, Łukasz, Szymon',
    'Wójcik, Kowalczyk, Mazur-Nowak',
  ),
  community(2, ['W9'], 'Ioana, Andreea', 'Andrei, Ștefan', 'Popescu, Ionescu'),
  community(2, ['W9'], 'Rūta, Ugnė', 'Matas, Žygimantas', 'Paulaitis, Vaitkus'),
  community(1, ['W9'], 'Sofiia', 'Dmytro', 'Shevchenko'),
];

const LATIN_AMERICAN = [
  community(
    4,
    ['O9', 'W9'],
    'Valentina, Camila',
    'Matías, Andrés, Thiago',
    'Muñoz, Gutiérrez, Quispe, Restrepo',
  ),
  community(1, ['O9'], 'Luísa', 'João', 'da Silva'),
];

const WHITE_BRITISH_AND_IRISH = [
  community(
    30,
    ['W1', 'W1', 'W1', 'W1', 'W1', 'W1', 'W1', 'W1', 'W1', 'NS'],
    'Chloe, Ellie-May, Megan, Zoë, Siân, Lacey, Freya, Poppy',
    'Jack, Alfie, Callum, Harvey, Reece, Tommy-Lee, Owen, Kian, Frankie, Joshua, Rhys, Mason',
    'Harding, Whitlock, Pryce-Jones, Barker, Sayers, Fenton, Lovell, Tanner, McKenzie, Redfern, Goodall, Penfold, Hobbs',
  ),
  community(
    4,
    ['W2'],
    'Aoife, Niamh, Caoimhe',
    'Seán, Cillian, Ruairí, Declan',
    "O'Sullivan, McDonagh, O'Connor, Doherty",
  ),
];

const MIXED = [
  community(
    9,
    ['M1'],
    'Jasmine, Leah, Tiana, Amelia-Rose',
    'Kai, Jaydon, Marley, Theo, Corey, Zion',
    'Clarke-Barnes, Edwards, Stone-Gordon, Miller, Lewis, Morgan-Bailey, Hylton, Bennett',
  ),
  community(
    4,
    ['M2'],
    'Naomi, Eliana, Safiya',
    'Caleb, Jude, Kwesi, Elijah',
    "Owusu-Webb, O'Brien-Sarpong, Osei-Turner",
  ),
  community(
    3,
    ['M3'],
    'Maya, Anoushka, Leila',
    'Zachary, Kieran, Rayan',
    'Shah-Morris, Collins-Rao, Bradley',
  ),
  community(
    2,
    ['M9'],
    'Sofia, Imani',
    'Luca, Idris',
    'Lindqvist-Tan, Ferreira-Hall, Moreau',
  ),
];

export const COMMUNITIES: readonly Community[] = [
  ...WEST_AFRICAN,
  ...EAST_AFRICAN,
  ...CARIBBEAN,
  ...SOUTH_ASIAN,
  ...EAST_AND_SOUTHEAST_ASIAN,
  ...MIDDLE_EASTERN,
  ...EUROPEAN,
  ...LATIN_AMERICAN,
  ...WHITE_BRITISH_AND_IRISH,
  ...MIXED,
];
